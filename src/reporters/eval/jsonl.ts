import type { Reported } from "./eval-reporter.ts";

/** Every result in test order, a line of JSON each and nothing else: `schemas/case-result.json` says what a line holds. */
export async function* jsonlReport({ results }: Reported): AsyncGenerator<string> {
  for await (const result of results()) yield `${JSON.stringify(result)}\n`;
}
