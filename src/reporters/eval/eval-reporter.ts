import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import type { Screen } from "../screen.ts";

/** What was asked for, as far as the next step depends on it. */
export interface Asked {
  /** Whole suites of the prompts as they are: no filter, no other model. */
  readonly whole: boolean;
  /** Another model was asked than the prompt's own, or another provider. */
  readonly otherModel?: boolean;
  /** One of several parts. */
  readonly shard?: boolean;
  /** The cost cap in US dollars. */
  readonly maxCostUsd: number | undefined;
}

export interface Reported {
  readonly report: EvaluationReport;
  /** What it set out to do. */
  readonly header: EvaluationHeader;
  readonly asked: Asked;
  /** All results in test order, each time anew. */
  readonly results: () => AsyncIterable<CaseResult>;
  /** The most that any one result took and cost; absent where nobody looked. */
  readonly most?: { readonly latencyMs: number; readonly costNanoUsd: number } | undefined;
  readonly screen: Screen;
  /** Of promptops. */
  readonly version?: string;
}

/** An evaluation as text, in pieces: there may be very many cases. */
export type EvalReporter = (reported: Reported) => AsyncIterable<string> | Iterable<string>;

interface EvalReporterKind {
  /** What it is for, in one line. */
  readonly summary: string;
  /** Files with these endings are written by it. */
  readonly endings: readonly string[];
  readonly load: () => Promise<EvalReporter>;
}

/** By what `--reporter` takes; each is loaded when it is asked for. */
export const evalReporters = {
  terminal: {
    summary: "The summary for people: what failed and why, totals, the verdict, the next step.",
    endings: [".txt"],
    load: async () => (await import("./terminal.ts")).terminalReport,
  },
  html: {
    summary: "One page for people: every answer with filters, differences and charts; opens without a network.",
    endings: [".html", ".htm"],
    load: async () => (await import("./html/html-report.ts")).htmlReport,
  },
  markdown: {
    summary: "For step summaries and comments, within what GitHub takes.",
    endings: [".md", ".markdown"],
    load: async () => (await import("./markdown.ts")).markdownReport,
  },
  github: {
    summary: "Workflow commands: GitHub Actions shows the ten worst cases beside their lines.",
    endings: [],
    load: async () => (await import("./github.ts")).githubReport,
  },
  json: {
    summary: "Verdict, totals and the first failures as one JSON document.",
    endings: [".json"],
    load: async () => (await import("./json.ts")).jsonReport,
  },
  jsonl: {
    summary: "Every result as a line of JSON.",
    endings: [".jsonl", ".ndjson"],
    load: async () => (await import("./jsonl.ts")).jsonlReport,
  },
  evaluation: {
    summary: "The evaluation itself, whole: what `eval merge` and `eval show` take.",
    endings: [".evaluation.jsonl"],
    load: async () => (await import("./evaluation-file.ts")).evaluationFile,
  },
  csv: {
    summary: "Every result as a row, for spreadsheets.",
    endings: [".csv"],
    load: async () => (await import("./csv.ts")).csvReport,
  },
  junit: {
    summary: "JUnit XML, which most CI servers read.",
    endings: [".xml"],
    load: async () => (await import("./junit.ts")).junitReport,
  },
  sarif: {
    summary: "SARIF 2.1.0, for code scanning: failures at the lines of their cases.",
    endings: [".sarif", ".sarif.json"],
    load: async () => (await import("./sarif.ts")).sarifReport,
  },
} as const satisfies Record<string, EvalReporterKind>;

export type EvalReporterName = keyof typeof evalReporters;

/** Which of these reporters a file of this name is for, by its ending: the longest that fits. Undefined when none does. */
export function reporterForFile(path: string, names: readonly EvalReporterName[]): EvalReporterName | undefined {
  const kinds = names.map((name): [EvalReporterName, EvalReporterKind] => [name, evalReporters[name]]);
  const fitting = kinds.flatMap(([name, { endings }]) => endings.filter((ending) => path.toLowerCase().endsWith(ending)).map((ending) => ({ name, ending })));
  return fitting.sort((a, b) => b.ending.length - a.ending.length)[0]?.name;
}
