/** Prints `N passed, N failed` of a vitest JSON report; exit 1 unless everything passed. */
import { readFileSync } from "node:fs";

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** A file that could not even be loaded has no tests to count: it counts as one. */
function failures({ numFailedTests, testResults }: Report): number {
  return numFailedTests + testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
}

const report = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Report;
console.log(`${report.numPassedTests} passed, ${failures(report)} failed`);
process.exitCode = report.success ? 0 : 1;
