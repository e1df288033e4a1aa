import type { PlannedPrompt } from "./evaluation-plan.ts";
import type { Evidence } from "./evidence.ts";
import { Selection } from "./selection.ts";

/** Does evidence call its cases as the plan does? A suite's digest tells nothing of names, and cases are paired by them. */
export function namesItsCases({ cases }: Pick<Evidence, "cases">, { suites }: Pick<PlannedPrompt, "suites">): boolean {
  const bySuite = Map.groupBy(cases, ({ suite }) => suite);
  return suites.every(({ suite, selection_digest }) => {
    const selection = new Selection();
    for (const each of bySuite.get(suite) ?? []) selection.add({ id: each.case, digest: each.digest });
    return selection.digest() === selection_digest;
  });
}
