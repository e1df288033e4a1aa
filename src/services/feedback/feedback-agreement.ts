import { agreementKey, checkAgreements, type Passed } from "../../core/feedback/check-agreement.ts";
import { checkName } from "../../core/feedback/rated-checks.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import type { FeedbackAgreementResult } from "../../core/results/feedback.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";
import { promptOf } from "./prompt-of.ts";
import { requireFilterNames } from "../require-filter-names.ts";
import { readFeedback } from "./read-feedback.ts";

/** How well each check agrees with people, and what that makes of the share that it passes. @param prompt Only of this one; all when absent. @throws PromptopsError `unknown-prompt`. */
export async function feedbackAgreement(
  deps: Pick<FeedbackDeps, "git" | "workTree" | "openLedger" | "evaluations">,
  prompt: string | undefined,
): Promise<FeedbackAgreementResult> {
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const wanted: FeedbackRecord[] = [];
  for await (const record of readFeedback(await ledger.view())) if (prompt === undefined || promptOf(record) === prompt) wanted.push(record);
  if (wanted.length === 0) await requireFilterNames(deps, { prompt });
  const checks = checkAgreements(wanted, await passedOfAll(deps, wanted)).map(({ judgedBy, sensitivity, specificity, flips, corrected, ...rest }) => ({
    ...rest,
    ...(judgedBy === undefined ? {} : { judged_by: judgedBy }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(specificity === undefined ? {} : { specificity }),
    ...(flips === undefined ? {} : { flips }),
    ...(corrected === undefined ? {} : { corrected }),
  }));
  return { checks, feedback: wanted.length };
}

/** What every check said of all answers of the evaluations that people rated answers of, as far as they are kept here. */
async function passedOfAll({ evaluations }: Pick<FeedbackDeps, "evaluations">, rated: readonly FeedbackRecord[]): Promise<ReadonlyMap<string, Passed>> {
  const labels = Map.groupBy(
    rated.flatMap(({ result }) => result ?? []),
    ({ evaluation }) => evaluation,
  );
  const found = new Map<string, { passed: number; of: number }>();
  const count = (name: string, pass: boolean) => {
    const counts = found.get(name) ?? { passed: 0, of: 0 };
    found.set(name, { passed: counts.passed + (pass ? 1 : 0), of: counts.of + 1 });
  };
  for (const [evaluation, results] of labels) {
    if ((await evaluations.header(evaluation)) === undefined) continue;
    const prompts = new Set(results.map(({ prompt }) => prompt));
    for await (const { prompt, status, checks, reused } of evaluations.results(evaluation)) {
      if (!prompts.has(prompt) || reused !== undefined) continue;
      if (status === "pass" || status === "fail") count(agreementKey({ check: "verdict", judgedBy: undefined }), status === "pass");
      for (const check of everyCheck(checks))
        if (check.type !== "human" && check.pending !== true) count(agreementKey({ check: checkName(check), judgedBy: check.judged_by }), check.pass);
    }
  }
  return found;
}

/** Those in groups too. */
function everyCheck(checks: CaseResult["checks"]): CaseResult["checks"] {
  return checks.flatMap((check) => [check, ...everyCheck([...(check.checks ?? [])])]);
}
