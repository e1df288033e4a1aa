import type { FindRating } from "../../core/eval/rating.ts";
import { Ratings } from "../../core/feedback/ratings.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";
import { readFeedback } from "./read-feedback.ts";

/** What people said of answers, as this clone's ledger has it. */
export async function knownRatings({ git, openLedger }: Pick<FeedbackDeps, "git" | "openLedger">): Promise<FindRating> {
  const ratings = new Ratings();
  const ledger = await openLedger(await knownLedgerRemote(git));
  for await (const record of readFeedback(await ledger.view())) ratings.add(record);
  return ratings.find;
}
