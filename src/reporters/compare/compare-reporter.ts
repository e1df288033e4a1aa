import type { ComparedSplit } from "../../core/eval/compare-split.ts";
import type { CompareResult } from "../../core/results/compare.ts";
import type { Screen } from "../screen.ts";

export interface ComparedReport {
  readonly result: CompareResult;
  /** Every case of every comparison, in their order. */
  readonly splits: readonly ComparedSplit[];
  readonly screen: Screen;
}

/** A comparison as text, in pieces: there may be very many cases. */
export type CompareReporter = (report: ComparedReport) => Iterable<string> | AsyncIterable<string>;

/** By what `--reporter` takes; each is loaded when it is asked for. */
export const compareReporters = {
  terminal: async () => (await import("./terminal.ts")).terminalComparison,
  json: async () => (await import("./json.ts")).jsonComparison,
  markdown: async () => (await import("./markdown.ts")).markdownComparison,
  html: async () => (await import("./html/compare-html.ts")).compareHtml(),
  csv: async () => (await import("./csv.ts")).csvComparison,
} as const satisfies Record<string, () => Promise<CompareReporter>>;

export type CompareReporterName = keyof typeof compareReporters;

/** A whole report as one text. */
export async function compareText(name: CompareReporterName, report: ComparedReport): Promise<string> {
  const reporter: CompareReporter = await compareReporters[name]();
  const pieces: string[] = [];
  for await (const piece of reporter(report)) pieces.push(piece);
  return pieces.join("");
}
