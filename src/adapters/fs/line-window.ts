import { readSync } from "node:fs";

const windowBytes = 512 * 1024;

/**
 * Reads pieces of a file by their place, quickly as long as neighbours are asked for after one another: results lie on disk
 * nearly in test order, only as far apart as calls overtook each other.
 */
export class LineWindow {
  readonly #fd: number;
  #start = 0;
  #bytes = Buffer.alloc(0);

  constructor(fd: number) {
    this.#fd = fd;
  }

  read(offset: number, length: number): Buffer {
    if (offset < this.#start || offset + length > this.#start + this.#bytes.length) this.#load(offset, length);
    return this.#bytes.subarray(offset - this.#start, offset - this.#start + length);
  }

  /** A part before the place too: what comes next may have been written a little earlier. */
  #load(offset: number, length: number): void {
    this.#start = Math.max(0, offset - windowBytes / 2);
    const bytes = Buffer.allocUnsafe(offset - this.#start + Math.max(length, windowBytes / 2));
    let filled = 0;
    while (filled < bytes.length) {
      const read = readSync(this.#fd, bytes, filled, bytes.length - filled, this.#start + filled);
      if (read === 0) break;
      filled += read;
    }
    this.#bytes = bytes.subarray(0, filled);
  }
}
