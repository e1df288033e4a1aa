import type { CaseResult } from "../../core/eval/case-result.ts";

/** The results of one prompt among several. */
export async function* resultsOfLabel(results: AsyncIterable<CaseResult>, label: string): AsyncGenerator<CaseResult> {
  for await (const result of results) if (result.prompt === label) yield result;
}
