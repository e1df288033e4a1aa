import { createHash } from "node:crypto";

/** Characters: handing over a few at a time costs more than hashing them. */
const enough = 8_000;

/** SHA-256 over many short texts, one behind the other. */
export class GatheringHash {
  readonly #hash = createHash("sha256");
  #gathered = "";

  add(text: string): void {
    this.#gathered += text;
    if (this.#gathered.length > enough) this.#handOver();
  }

  /** 64 hex digits; nothing can be added any more. */
  digest(): string {
    this.#handOver();
    return this.#hash.digest("hex");
  }

  #handOver(): void {
    this.#hash.update(this.#gathered);
    this.#gathered = "";
  }
}
