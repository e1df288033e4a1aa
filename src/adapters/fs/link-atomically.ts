import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";

/** Gives a file a second name, replacing what has it; false where that cannot be done: no such file, another file system, or one without links. */
export async function linkAtomically(file: string, name: string): Promise<boolean> {
  const temporary = `${name}.${randomUUID()}.tmp`;
  try {
    await link(file, temporary);
    await rename(temporary, name);
    return true;
  } catch {
    return false;
  } finally {
    // Where both were one file already, renaming does nothing and leaves this.
    await rm(temporary, { force: true });
  }
}

/** Does a file begin with this text? One that cannot be read does not. */
export async function startsWith(file: string, text: string): Promise<boolean> {
  const wanted = Buffer.from(text);
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted.length), 0, wanted.length, 0);
    return bytesRead === wanted.length && buffer.equals(wanted);
  } finally {
    await handle.close();
  }
}
