import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvidenceTotals } from "../../core/eval/evidence.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";

/** `pending`: a person has still to say what an answer is worth. */
export type StatusName = CaseResult["status"];

interface StatusLook {
  /** Of one result. */
  readonly word: string;
  /** `2 of 3 epochs …` */
  readonly ofEpochs: string;
  /** Above a column that counts them. */
  readonly column: string;
  /** Above a result that is shown in full. */
  readonly title: string;
  readonly sign: string;
  /** Drawn on a page: a line in a square of 16. */
  readonly icon: string;
  readonly color: "green" | "red" | "yellow" | "magenta";
  /** The element of a JUnit test case that tells it; none for a pass. */
  readonly junit: "failure" | "error" | "skipped" | undefined;
  /** What wants attention first comes first: lower is worse. */
  readonly rank: number;
  readonly count: (totals: EvidenceTotals) => number;
}

/** How every status looks, in every report: a new status is a line here. */
export const statuses: Readonly<Record<StatusName, StatusLook>> = {
  fail: {
    icon: "M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6",
    word: "failed",
    ofEpochs: "failed",
    column: "failed",
    title: "FAIL",
    sign: "❌",
    color: "red",
    junit: "failure",
    rank: 0,
    count: ({ failed }) => failed,
  },
  error: {
    icon: "M8 3.8v5M8 11.6v.4",
    word: "error",
    ofEpochs: "got no score",
    column: "errors",
    title: "ERROR",
    sign: "⚠️",
    color: "yellow",
    junit: "error",
    rank: 1,
    count: ({ errors }) => errors,
  },
  pending: {
    icon: "M8 4v4.2l2.8 1.8",
    word: "pending",
    ofEpochs: "wait for a rating",
    column: "pending",
    title: "PENDING",
    sign: "⏳",
    color: "magenta",
    junit: "skipped",
    rank: 2,
    count: ({ pending = 0 }) => pending,
  },
  pass: {
    icon: "M4.4 8.4l2.5 2.5 4.8-5.2",
    word: "passed",
    ofEpochs: "passed",
    column: "passed",
    title: "PASS",
    sign: "✅",
    color: "green",
    junit: undefined,
    rank: 3,
    count: ({ passed }) => passed,
  },
};

export const statusNames = Object.keys(statuses) as readonly StatusName[];

/** Something is wrong with it that somebody has to mend. */
export function isTrouble(status: StatusName): boolean {
  const { junit } = statuses[status];
  return junit === "failure" || junit === "error";
}

/** How a verdict looks: one that is open looks like a result that is. */
export function lookOfVerdict(verdict: EvaluationReport["verdict"]): StatusName {
  return verdict === "unfinished" ? "pending" : verdict;
}
