import type { EvalCase } from "../core/model/suite.ts";

/** So many cases are kept, and so many characters of their inputs. */
const most = { cases: 10_000, characters: 4_000_000 };

/**
 * Cases that are read again and again: once read to their end, those of a usual suite are kept, since reading and checking a case takes
 * longer than scoring it. Of a larger one nothing is.
 */
export function keptCases(read: () => AsyncIterable<EvalCase>): () => AsyncIterable<EvalCase> {
  let kept: readonly EvalCase[] | undefined;

  return async function* () {
    if (kept !== undefined) {
      for (const evalCase of kept) yield evalCase;
      return;
    }
    let gathered: EvalCase[] | undefined = [];
    let characters = 0;
    for await (const evalCase of read()) {
      characters += lengthOf(evalCase.inputs) + lengthOf(evalCase.history);
      if (characters > most.characters || (gathered?.length ?? 0) >= most.cases) gathered = undefined;
      gathered?.push(evalCase);
      yield evalCase;
    }
    kept = gathered;
  };
}

/** About how many characters a value holds. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, each) => sum + lengthOf(each), 0);
}
