import type { TrendResult } from "../../core/results/trend.ts";
import type { Screen } from "../screen.ts";

export type TrendReporter = (result: TrendResult, screen: Screen) => string;

/** By what `--reporter` takes; each is loaded when it is asked for. */
export const trendReporters = {
  terminal: async () => (await import("./trend-text.ts")).trendText,
  json: async () => (result: TrendResult) => `${JSON.stringify(result, undefined, 2)}\n`,
  html: async () => (await import("./trend-html.ts")).trendHtml(),
} as const satisfies Record<string, () => Promise<TrendReporter>>;

export type TrendReporterName = keyof typeof trendReporters;

/** A whole report as one text. */
export async function trendReport(name: TrendReporterName, result: TrendResult, screen: Screen): Promise<string> {
  const reporter: TrendReporter = await trendReporters[name]();
  return reporter(result, screen);
}
