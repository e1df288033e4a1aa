import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import type { Screen } from "../screen.ts";

export interface Reported {
  readonly report: EvaluationReport;
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
  junit: async () => (await import("./junit.ts")).junitReport,
  markdown: async () => (await import("./markdown.ts")).markdownReport,
} as const satisfies Record<string, () => Promise<EvalReporter>>;

export type EvalReporterName = keyof typeof evalReporters;
