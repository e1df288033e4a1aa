import { PromptopsError } from "../errors/promptops-error.ts";
import { caseKey } from "../gates/case-key.ts";
import { counted, firstFew } from "../gates/words.ts";
import type { ComparedSplit } from "./compare-split.ts";
import type { EvidenceCase } from "./evidence.ts";

/** A side that found no case of its own on another. */
interface Side {
  readonly name: string;
  readonly cases: readonly EvidenceCase[];
}

/** Nothing can be said of two sides that share no case; what differs can. @throws PromptopsError `nothing-in-common`. */
export function refuseNothingInCommon(before: Side, after: Side, { pairs, undecided, edited }: ComparedSplit): void {
  if (pairs.length + undecided.length > 0) return;
  const suites = ({ cases }: Side) =>
    cases.length === 0 ? "no case" : `${counted(cases.length, "case")} of ${firstFew([...new Set(cases.map(({ suite }) => suite))])}`;
  const sides = `${before.name} has ${suites(before)}, ${after.name} has ${suites(after)}`;
  const why =
    edited.length === 0
      ? "none has the same name on both sides"
      : `${counted(edited.length, "case")} ${edited.length === 1 ? "has" : "have"} the same name and were edited in between: ${firstFew(edited.map(caseKey))}`;
  throw new PromptopsError("nothing-in-common", `No case is the same on both sides: ${sides}; ${why}.`);
}
