import type { ComparedReport } from "./compare-reporter.ts";

/** The same as `--json` shows under `data`. */
export function jsonComparison({ result }: ComparedReport): string[] {
  return [JSON.stringify(result, null, 2), "\n"];
}
