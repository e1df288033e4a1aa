import type { CaseResult } from "../../core/eval/case-result.ts";
import { epochLetters } from "../../core/eval/epoch-letters.ts";
import { reducedCases } from "../../core/eval/reduced-cases.ts";
import { tellingEpoch } from "../../core/eval/telling-epoch.ts";
import type { Reported } from "./eval-reporter.ts";
import { statuses, statusNames, type StatusName } from "./statuses.ts";

/** A case as reports tell it: what its epochs came to, as the verdict counts it. */
export interface ToldCase {
  /** The epoch that tells most, with the status and the score of the case. */
  readonly result: CaseResult;
  readonly epochs: readonly CaseResult[];
  /** False while an epoch is missing: `result` is then one of those that there are, and says nothing of the case. */
  readonly finished: boolean;
  /** `2 of 3 epochs failed`; undefined when all passed or there is only one. */
  readonly note: string | undefined;
}

/** All cases in test order. */
export async function* toldCases({ header, results }: Pick<Reported, "header" | "results">): AsyncGenerator<ToldCase> {
  for await (const { epochs, reduced } of reducedCases(header.plan, results())) {
    const result = tellingEpoch(epochs, reduced?.status ?? "pass");
    const told = reduced === undefined ? result : { ...result, status: reduced.status, score: reduced.score };
    yield { result: told, epochs, finished: reduced !== undefined, note: noteOf(epochs) };
  }
}

function noteOf(results: readonly CaseResult[]): string | undefined {
  const epochs = results.flatMap(statusesOf);
  if (epochs.length === 1) return undefined;
  const counts = statusNames
    .filter((status) => status !== "pass")
    .map((status) => ({ word: statuses[status].ofEpochs, count: epochs.filter((each) => each === status).length }))
    .filter(({ count }) => count > 0);
  const [first, ...others] = counts;
  if (first === undefined) return undefined;
  return [`${first.count} of ${epochs.length} epochs ${first.word}`, ...others.map(({ count, word }) => `${count} ${word}`)].join(", ");
}

/** Of a case that was taken over one result stands for all its epochs. */
function statusesOf({ status, reused }: CaseResult): StatusName[] {
  const letters = reused?.epochs?.outcomes;
  return letters === undefined ? [status] : [...letters].map((letter) => statusNames.find((name) => epochLetters[name] === letter) ?? status);
}
