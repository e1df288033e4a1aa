import { GatheringHash } from "../identity/gathering-hash.ts";
import type { EvalCase } from "../model/suite.ts";

/** The cases that were selected, in test order: only how many there are and their digest are kept, to tell whether a second reading reads the same. */
export class Selection {
  readonly #hash = new GatheringHash();
  #size = 0;

  add({ id, digest }: Pick<EvalCase, "id" | "digest">): void {
    this.#size += 1;
    this.#hash.add(`${id}\n${digest}\n`);
  }

  get size(): number {
    return this.#size;
  }

  /** 64 hex digits; nothing can be added any more. */
  digest(): string {
    return this.#hash.digest();
  }
}
