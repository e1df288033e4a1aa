import type { CaseResult, CheckResult } from "./case-result.ts";

/**
 * A result's scores under their metrics' names, those inside groups too. A component takes the place of the checks of its name. A result
 * that ended in an error has none, whatever was checked before it.
 */
export function* metricScores({
  status,
  checks,
  components = {},
}: Pick<CaseResult, "status" | "checks" | "components">): Generator<readonly [name: string, score: number]> {
  if (status === "error") return;
  yield* Object.entries(components);
  for (const named of namedIn(checks)) if (!Object.hasOwn(components, named[0])) yield named;
}

function* namedIn(checks: readonly CheckResult[]): Generator<readonly [name: string, score: number]> {
  for (const { metric, score, pending, checks: parts = [] } of checks) {
    if (metric !== undefined && pending !== true) yield [metric, score];
    yield* namedIn(parts);
  }
}
