import type { Assertion } from "../assertions/schema.ts";
import { modelsAskedBy, type AskedByDefault } from "./needs-of.ts";
import type { PlannedJudge } from "./planned-judge.ts";

/** Asked where an assertion names no model, there is no telling whom. */
const nobody: AskedByDefault = { judge: undefined, embedding: undefined };

/**
 * Did whoever these assertions ask now answer them before, too? Where an assertion leaves the model to suite or project, evidence does not
 * tell which it was; unless it names only one for that use, which then it was.
 * @param before As evidence has it. @param now As the plan has it.
 */
export function sameJudges(
  assertions: readonly Assertion[],
  byDefault: AskedByDefault,
  { before, now }: { readonly before: readonly PlannedJudge[]; readonly now: readonly PlannedJudge[] },
): boolean {
  const asked = modelsAskedBy(assertions, byDefault);
  const named = modelsAskedBy(assertions, nobody);
  return asked.every((each, at) => {
    const sameUse = before.filter(({ use, judge }) => use === each.use && judge === each.judge);
    const found = sameUse.find(({ model }) => model === each.model);
    const planned = now.find(({ use, judge, model }) => use === each.use && judge === each.judge && model === each.model);
    return found !== undefined && found.digest === planned?.digest && (named[at]?.model !== undefined || sameUse.length === 1);
  });
}
