import type { FeedbackRecord } from "../core/ledger/feedback-record.ts";
import type { FindRating } from "../core/eval/rating.ts";
import type { Context } from "./context.ts";

/** What people said of answers: read from the ledger when the first `human` assertion asks, and then once. */
export function ratings(context: Context): () => Promise<FindRating> {
  let known: Promise<FindRating> | undefined;
  return () => (known ??= read(context));
}

async function read(context: Context): Promise<FindRating> {
  const { knownRatings } = await import("../services/feedback/known-ratings.ts");
  return knownRatings({ git: await context.git(), openLedger: (remote) => context.ledger(remote) });
}

/** Everything that people said, as this clone's ledger has it. */
export async function feedbackOf(context: Context): Promise<readonly FeedbackRecord[]> {
  const { readFeedback } = await import("../services/feedback/read-feedback.ts");
  const { knownLedgerRemote } = await import("../services/ledger/known-ledger-remote.ts");
  const ledger = await context.ledger(await knownLedgerRemote(await context.git()));
  return Array.fromAsync(readFeedback(await ledger.view()));
}
