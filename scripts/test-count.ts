/** Prints `N passed, N failed` of vitest's JSON reports, summed; exit 1 unless everything passed and every report was there to read. */
import { readFileSync } from "node:fs";

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** A run that died before it could report counts as one failure, and so does a file that could not even be loaded: it has no tests to count. */
function counted(path: string): { readonly passed: number; readonly failed: number } {
  const report = read(path);
  if (report === undefined) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0).length;
  const failed = report.numFailedTests + unloaded;
  return { passed: report.numPassedTests, failed: report.success ? failed : Math.max(failed, 1) };
}

function read(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch (error) {
    console.error(`${path} is no report: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

const counts = process.argv.slice(2).map(counted);
const sum = (which: "passed" | "failed") => counts.reduce((total, count) => total + count[which], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("passed") > 0 && sum("failed") === 0 ? 0 : 1;
