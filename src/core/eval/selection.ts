import { createHash } from "node:crypto";
import type { EvalCase } from "../model/suite.ts";

/** Characters: handing over a few at a time costs more than hashing them. */
const enough = 8_000;

/** The cases that were selected, in test order: only how many there are and their digest are kept, to tell whether a second reading reads the same. */
export class Selection {
  readonly #hash = createHash("sha256");
  #size = 0;
  #gathered = "";

  add({ id, digest }: Pick<EvalCase, "id" | "digest">): void {
    this.#size += 1;
    this.#gathered += `${id}\n${digest}\n`;
    if (this.#gathered.length > enough) this.#hashGathered();
  }

  #hashGathered(): void {
    this.#hash.update(this.#gathered);
    this.#gathered = "";
  }

  get size(): number {
    return this.#size;
  }

  /** 64 hex digits; nothing can be added any more. */
  digest(): string {
    this.#hashGathered();
    return this.#hash.digest("hex");
  }
}
