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
