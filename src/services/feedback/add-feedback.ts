import { makeFeedback } from "../../core/feedback/make-feedback.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { FeedbackAddResult } from "../../core/results/feedback.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { requireIdentity } from "../release/committed-project.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";
import { ratedAnswer, type AnswerWish } from "./rated-answer.ts";
import { recordFeedback } from "./record-feedback.ts";

export interface AddFeedbackInput extends AnswerWish {
  readonly verdict: "good" | "bad" | undefined;
  /** From 0 to 1. Default: 1 for good, 0 for bad. */
  readonly score?: number | undefined;
  readonly comment?: string | undefined;
  /** Default: who git says is working. */
  readonly rater?: string | undefined;
}

/**
 * Records a person's word on an answer; the same word twice is one.
 * @throws PromptopsError as `ratedAnswer` does, `unknown-identity`.
 */
export async function addFeedback(deps: FeedbackDeps, input: AddFeedbackInput): Promise<FeedbackAddResult> {
  const { verdict } = input;
  if (verdict === undefined) throw new PromptopsError("missing-argument", "Say what you think of it: `--good` or `--bad`.");
  const by = await requireIdentity(deps.git);
  const remote = await knownLedgerRemote(deps.git);
  const ledger = await deps.openLedger(remote);
  const about = await ratedAnswer({ evaluations: deps.evaluations, view: await ledger.view(), index: () => deps.openIndex(remote) }, input);
  const { score = verdict === "good" ? 1 : 0, comment, rater = `${by.name} <${by.email}>` } = input;
  const feedback = makeFeedback({
    ...about,
    rater,
    verdict,
    score,
    ...(comment === undefined ? {} : { comment: deps.redact(comment) }),
    source: "command",
    at: new Date(deps.clock.now()).toISOString(),
  });
  const { added, shared } = await recordFeedback(deps, [feedback], by);
  const waits = feedback.result?.status === "pending";
  return {
    outcome: added.has(feedback.feedback) ? "added" : "already-there",
    feedback,
    shared,
    ...(waits ? { next: `promptops eval ${feedback.result?.prompt.split(/[ @]/)[0] ?? ""}`.trim() } : {}),
  };
}
