import type { FeedbackRecord } from "../ledger/feedback-record.ts";

/** Where a person and the evaluation disagree. */
export interface Contradiction {
  readonly kind: "passed-and-bad" | "failed-and-good";
  /** What it points at, and what to do. */
  readonly hint: string;
}

/**
 * What a person's word says against the evaluation's; undefined when they agree, or when the evaluation had none. An answer that passed and
 * is bad is a case that the suite lacks; one that failed and is good is an evaluator that is too strict.
 */
export function contradictionOf({ verdict, result }: Pick<FeedbackRecord, "verdict" | "result">): Contradiction | undefined {
  if (result === undefined) return undefined;
  const { status, suite, case: id } = result;
  if (status === "pass" && verdict === "bad")
    return { kind: "passed-and-bad", hint: `Make what is wrong with it an assertion of \`${suite}/${id}\`, or a case of its own.` };
  if (status === "fail" && verdict === "good")
    return { kind: "failed-and-good", hint: `Look at the assertions of \`${suite}/${id}\`: one of them is stricter than people are.` };
  return undefined;
}
