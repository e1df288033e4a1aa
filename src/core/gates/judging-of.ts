import { eachAssertion } from "../assertions/each-assertion.ts";
import type { Assertion } from "../assertions/schema.ts";
import type { CheckAgreement } from "../feedback/check-agreement.ts";
import { checkName } from "../feedback/rated-checks.ts";
import type { JudgedBy } from "../judging/judged-by.ts";
import type { GatePolicy } from "../model/gate-policy.ts";
import type { EvalCase } from "../model/suite.ts";
import type { JudgeCheck, Judging } from "./judging.ts";
import { judgeShares } from "./judge-shares.ts";

/** What makes a case's verdict. */
export interface DecidedCase extends Pick<EvalCase, "assertions"> {
  readonly threshold: EvalCase["threshold"] | undefined;
  readonly score: EvalCase["score"] | undefined;
}

/** An assertion that asks a judge. */
export interface JudgedAssertion {
  /** Undefined when nobody says which model judges. */
  readonly by: JudgedBy | undefined;
}

/**
 * How much of the decision hangs on which judge, and how well each agrees with people.
 * @param cases That decide, with the assertions of their suites.
 * @param judged Every assertion of theirs that asks a judge.
 * @param agreements What `checkAgreements` says of the prompt's feedback.
 */
export function judgingOf(
  cases: readonly DecidedCase[],
  judged: ReadonlyMap<Assertion, JudgedAssertion>,
  agreements: readonly CheckAgreement[],
  { metric = "pass" }: Pick<GatePolicy, "metric">,
): Judging {
  const found = new Map<string, { readonly check: string; readonly by: JudgedBy | undefined; share: number }>();
  for (const { assertions, threshold, score } of cases) {
    const names = new Map<Assertion, string>();
    for (const { assertion } of eachAssertion(assertions)) {
      const known = judged.get(assertion);
      if (known === undefined) continue;
      const check = checkName(assertion);
      const name = `${check} ${known.by?.digest ?? ""}`;
      names.set(assertion, name);
      if (!found.has(name)) found.set(name, { check, by: known.by, share: 0 });
    }
    if (names.size === 0) continue;
    // Of a composite score nobody knows how much one check moves it: all of it, then.
    const byScore = score === undefined && (threshold !== undefined || metric === "score");
    for (const [name, share] of judgeShares(assertions, byScore, (assertion) => names.get(assertion))) {
      const one = found.get(name);
      if (one !== undefined) one.share += share / cases.length;
    }
  }
  const checks = [...found.values()].filter(({ share }) => share > 0).map((one) => checkOf(one, agreements));
  return { checks: checks.sort((a, b) => b.share - a.share || (a.check < b.check ? -1 : 1)) };
}

function checkOf(
  { check, by, share }: { readonly check: string; readonly by: JudgedBy | undefined; readonly share: number },
  agreements: readonly CheckAgreement[],
): JudgeCheck {
  const mine = agreements.find((each) => by !== undefined && each.check === check && each.judgedBy?.digest === by.digest);
  const others = agreements.filter((each) => each.check === check && each !== mine).reduce((sum, { n }) => sum + n, 0);
  const measured = (rate: CheckAgreement["sensitivity"]) => rate && { value: rate.value, lower: rate.interval[0] };
  return {
    check,
    judge: by?.judge,
    share,
    n: mine?.n ?? 0,
    others,
    ac1: mine?.ac1.value,
    sensitivity: measured(mine?.sensitivity),
    specificity: measured(mine?.specificity),
    flips: mine?.flips?.value,
  };
}
