import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { namingFile } from "./naming-file.ts";

/** Pieces are gathered to about this many characters per write. */
const gathered = 64 * 1024;

/** Writes a file whole or not at all, replacing what is there; it survives a crash once this resolves. @param pieces The text, in pieces of any size. */
export async function writeAtomically(file: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, "wx");
    try {
      for await (const chunk of inChunks(pieces)) await handle.appendFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    throw namingFile(error, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function* inChunks(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = "";
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < gathered) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}
