import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import type { Screen } from "../screen.ts";

/** What was asked for, as far as the next step depends on it. */
export interface Asked {
  /** Whole suites of the prompts as they are: no filter, no other model. */
  readonly whole: boolean;
  /** One of several parts. */
  readonly shard?: boolean;
  /** The cost cap in US dollars. */
  readonly maxCostUsd: number | undefined;
}

export interface Reported {
  readonly report: EvaluationReport;
  /** What it set out to do. */
  readonly header?: EvaluationHeader;
  readonly asked: Asked;
  /** All results in test order, each time anew. */
  readonly results: () => AsyncIterable<CaseResult>;
  readonly screen: Screen;
}

/** An evaluation as text, in pieces: there may be very many cases. */
export type EvalReporter = (reported: Reported) => AsyncIterable<string> | Iterable<string>;

/** By what `--reporter` takes; each is loaded when it is asked for. */
export const evalReporters = {
  terminal: async () => (await import("./terminal.ts")).terminalReport,
  json: async () => (await import("./json.ts")).jsonReport,
  evaluation: async () => (await import("./evaluation-file.ts")).evaluationFile,
  junit: async () => (await import("./junit.ts")).junitReport,
  markdown: async () => (await import("./markdown.ts")).markdownReport,
} as const satisfies Record<string, () => Promise<EvalReporter>>;

export type EvalReporterName = keyof typeof evalReporters;
