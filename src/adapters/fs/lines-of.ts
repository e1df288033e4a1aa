import { readSync } from "node:fs";

const newline = 0x0a;
const chunkBytes = 1024 * 1024;

export interface FileLine {
  /** Bytes before it in the file. */
  readonly offset: number;
  /** Without its line end. */
  readonly bytes: Buffer;
  /** False for a last line that has no line end. */
  readonly whole: boolean;
}

/** The lines of an open file from its beginning, a piece of the file in memory at a time. */
export function* linesOf(fd: number): Generator<FileLine> {
  let rest = Buffer.alloc(0);
  let offset = 0;
  for (let position = 0; ;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const read = readSync(fd, chunk, 0, chunkBytes, position);
    if (read === 0) break;
    position += read;
    const bytes = rest.length === 0 ? chunk.subarray(0, read) : Buffer.concat([rest, chunk.subarray(0, read)]);
    let start = 0;
    for (let end = bytes.indexOf(newline, rest.length); end !== -1; end = bytes.indexOf(newline, start)) {
      yield { offset: offset + start, bytes: bytes.subarray(start, end), whole: true };
      start = end + 1;
    }
    offset += start;
    rest = bytes.subarray(start);
  }
  if (rest.length > 0) yield { offset, bytes: rest, whole: false };
}
