import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Does something in a folder that holds these files and nothing else, and that is gone afterwards. @param files Bytes by repository path. */
export async function withFiles<T>(files: ReadonlyMap<string, Uint8Array>, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "promptops-"));
  try {
    for (const [path, bytes] of files) {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      // It may be the program itself.
      await writeFile(file, bytes, { mode: 0o755 });
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
