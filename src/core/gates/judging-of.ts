import { eachAssertion, partsOf } from "../assertions/each-assertion.ts";
import type { Assertion } from "../assertions/schema.ts";
import { kindOf } from "../eval/needs-of.ts";
import type { CheckAgreement } from "../feedback/check-agreement.ts";
import type { Judging } from "./judging.ts";

/**
 * @param assertions Of every case that decides, those of its suite among them.
 * @param agreements What `checkAgreements` says of the prompt's feedback.
 */
export function judgingOf(assertions: Iterable<readonly Assertion[]>, agreements: readonly CheckAgreement[]): Judging {
  const names = new Set<string>();
  let others = false;
  for (const list of assertions) {
    for (const { assertion } of eachAssertion(list)) {
      const kind = kindOf(assertion.type);
      // A group only gathers what stands inside it.
      if (kind === undefined || partsOf(assertion).length > 0) continue;
      if (kind.needs.includes("askJudge")) names.add(typeof assertion.metric === "string" ? `${assertion.type} (${assertion.metric})` : assertion.type);
      else others = true;
    }
  }
  const known = new Map(agreements.map((each) => [each.check, each]));
  const checks = [...names]
    .sort()
    .map((check) => ({ check, n: known.get(check)?.n ?? 0, ac1: known.get(check)?.ac1.value, flips: known.get(check)?.flips?.value }));
  return { only: checks.length > 0 && !others, checks };
}
