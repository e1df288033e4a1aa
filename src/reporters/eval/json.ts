import type { Reported } from "./eval-reporter.ts";

/** The same as `--json` shows under `data.evaluation`. */
export function jsonReport({ report }: Reported): string[] {
  return [JSON.stringify(report, null, 2), "\n"];
}
