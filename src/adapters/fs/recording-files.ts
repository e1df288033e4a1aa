import { mkdir, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { RecordingFiles } from "../../ports/recording-files.ts";
import { pathInside, staysInside } from "./path-inside.ts";
import { writeAtomically } from "./write-atomically.ts";

/**
 * Recordings below a folder of the work tree. @param folder Repository-relative.
 * @throws PromptopsError `outside-repository`, also for the repository's top: recordings lie in a folder of their own.
 */
export function recordingFiles(root: string, folder: string): RecordingFiles {
  if (folder === "")
    throw new PromptopsError("outside-repository", "Recordings need a folder of their own inside the repository.", {
      where: "--record",
      hint: "Name one, as in `--record recordings`.",
    });
  if (pathInside(root, folder) === undefined) throw outside(folder);
  const realRoot = realpath(root);
  const made = new Set<string>();

  async function folderOf(absolute: string, base: string): Promise<void> {
    const parent = dirname(absolute);
    if (made.has(parent)) return;
    if (!(await staysInside(base, parent))) throw outside(folder);
    await mkdir(parent, { recursive: true });
    made.add(parent);
  }

  return {
    async write(path, text) {
      const base = await realRoot;
      const absolute = pathInside(base, `${folder}/${path}`);
      if (absolute === undefined) throw outside(folder);
      try {
        await folderOf(absolute, base);
        await writeAtomically(absolute, [text]);
      } catch (error) {
        if (!(error instanceof Error && "syscall" in error)) throw error;
        throw new PromptopsError("cannot-write", `${folder}/${path} cannot be written: ${error.message}.`, { where: folder, cause: error });
      }
    },
  };
}

function outside(folder: string): PromptopsError {
  return new PromptopsError("outside-repository", `${folder} does not lie inside the repository.`, { where: folder });
}
