import { createReadStream } from "node:fs";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import { readResults } from "../../src/core/eval/read-results.ts";

/** The results of an evaluation's file, each whole. */
export function resultsOfFile(file: string): Promise<CaseResult[]> {
  return Array.fromAsync(readResults(file, createReadStream(file)));
}
