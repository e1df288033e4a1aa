import { digestBytes } from "../identity/digest.ts";
import { strict, Type, type Static } from "../model/shape.ts";
import type { EvalCase } from "../model/suite.ts";

/** So many cases of each prompt, drawn by a seed. */
export const CaseSample = strict({ size: Type.Integer({ minimum: 1 }), seed: Type.String() });
export type CaseSample = Static<typeof CaseSample>;

/** The seed when none is given: the same command draws the same cases, today and elsewhere. */
export const usualSeed = "0";

interface Drawn {
  readonly lot: string;
  readonly name: string;
}

/**
 * Draws a sample of cases fed one by one. Each case's lot is SHA-256 over the seed and the case's digest, and the lowest lots are
 * drawn: where a case stands, what it is called and which others there are makes no difference to its lot. Memory grows with the
 * sample, not with the cases.
 */
export class SampleDraw {
  readonly #sample: CaseSample;
  #drawn: Drawn[] = [];

  constructor(sample: CaseSample) {
    this.#sample = sample;
  }

  add(evalCase: Pick<EvalCase, "suite" | "id" | "digest">): void {
    this.#drawn.push({ lot: digestBytes(`${this.#sample.seed}\n${evalCase.digest}`), name: sampledName(evalCase) });
    if (this.#drawn.length >= 2 * this.#sample.size + 64) this.#settle();
  }

  /** The names of those that were drawn; see `sampledName`. */
  names(): ReadonlySet<string> {
    this.#settle();
    return new Set(this.#drawn.map(({ name }) => name));
  }

  /** Two cases that test the same have the same lot; their names decide then. */
  #settle(): void {
    this.#drawn = this.#drawn.sort((a, b) => compare(a.lot, b.lot) || compare(a.name, b.name)).slice(0, this.#sample.size);
  }
}

export function sampledName({ suite, id }: Pick<EvalCase, "suite" | "id">): string {
  return `${suite}/${id}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
