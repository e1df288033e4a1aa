import { checkAgreements } from "../../core/feedback/check-agreement.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import type { FeedbackAgreementResult } from "../../core/results/feedback.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";
import { promptOf } from "./prompt-of.ts";
import { readFeedback } from "./read-feedback.ts";

/** How well each check agrees with people. @param prompt Only of this one; all when absent. */
export async function feedbackAgreement(deps: Pick<FeedbackDeps, "git" | "openLedger">, prompt: string | undefined): Promise<FeedbackAgreementResult> {
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const wanted: FeedbackRecord[] = [];
  for await (const record of readFeedback(await ledger.view())) if (prompt === undefined || promptOf(record) === prompt) wanted.push(record);
  const checks = checkAgreements(wanted).map(({ sensitivity, specificity, corrected, ...rest }) => ({
    ...rest,
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(specificity === undefined ? {} : { specificity }),
    ...(corrected === undefined ? {} : { corrected }),
  }));
  return { checks };
}
