/** Bytes of a SHA-256. */
const width = 32;

/** Digests of many cases as the bytes they stand for: of 100,000 the texts would take three times as much memory. */
export class DigestList {
  #bytes = Buffer.alloc(1024 * width);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param digest 64 hex digits. */
  push(digest: string): void {
    const end = this.#length * width;
    if (end === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(end)]);
    this.#bytes.write(digest, end, "hex");
    this.#length += 1;
  }

  /** As texts in ascending order; only those with the same first byte are texts at once. */
  *toSorted(): Generator<string> {
    const byFirst = Array.from({ length: 256 }, (): number[] => []);
    for (let at = 0; at < this.#length; at += 1) byFirst[this.#bytes[at * width] ?? 0]?.push(at);
    for (const places of byFirst) yield* places.map((at) => this.#bytes.toString("hex", at * width, (at + 1) * width)).sort();
  }
}
