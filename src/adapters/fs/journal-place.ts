import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { systemRandom } from "../random.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import { nothing } from "./nothing.ts";

/**
 * The name of the place a journal lies in: chance, drawn once and kept beside it, and the host, since a folder may be copied to another
 * one with all that is in it. @throws PromptopsError `journal-unwritable`.
 */
export async function journalPlace(folder: string): Promise<string> {
  const file = join(folder, "place");
  try {
    const drawn = (await readFile(file, "utf8").catch(nothing)) ?? (await draw(folder, file));
    return `${digestBytes(hostname()).slice(0, 16)}.${drawn.trim()}`;
  } catch (cause) {
    throw new PromptopsError("journal-unwritable", `The journal's place has no name: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      where: file,
      cause,
    });
  }
}

/** Of several processes that draw at once, one has its way. */
async function draw(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const own = `${file}.${systemRandom.hex(8)}`;
  const handle = await open(own, "wx");
  try {
    await handle.writeFile(`${systemRandom.hex(8)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(own, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(own, { force: true });
  return readFile(file, "utf8");
}
