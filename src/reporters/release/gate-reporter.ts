import type { GateResult } from "../../core/results/gate.ts";
import type { Screen } from "../screen.ts";

export type GateReporter = (result: GateResult, screen: Screen) => string;

/** By what `--reporter` takes; each is loaded when it is asked for. */
export const gateReporters = {
  terminal: async () => (await import("./gates-text.ts")).gatesText,
  markdown: async () => (await import("./gates-markdown.ts")).gatesMarkdown,
  github: async () => (await import("./gates-github.ts")).gatesGithub,
  json: async () => (result: GateResult) => `${JSON.stringify(result, undefined, 2)}\n`,
} as const satisfies Record<string, () => Promise<GateReporter>>;

export type GateReporterName = keyof typeof gateReporters;

/** The reports of several gates as one text. */
export async function gateReport(name: GateReporterName, result: GateResult, screen: Screen): Promise<string> {
  const reporter: GateReporter = await gateReporters[name]();
  return reporter(result, screen);
}
