import { placeOfFeedback } from "../../core/feedback/make-feedback.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import type { Person } from "../../core/release/release-event.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { isRemoteError } from "../release/sync-log.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";

export interface RecordedFeedback {
  /** Names of those that were not there before. */
  readonly added: ReadonlySet<string>;
  readonly shared: boolean;
}

/** Writes what people said in one commit. What the remote cannot take now stays here, and goes up with the next thing that is shared. */
export async function recordFeedback(deps: FeedbackDeps, feedback: readonly FeedbackRecord[], by: Person): Promise<RecordedFeedback> {
  const remote = await knownLedgerRemote(deps.git);
  const ledger = await deps.openLedger(remote);
  const offline = await ledger.sync();
  const view = await ledger.view();
  const fresh = new Map<string, FeedbackRecord>();
  for (const each of feedback) if ((await view.read(placeOfFeedback(each))) === undefined) fresh.set(placeOfFeedback(each), each);
  if (fresh.size === 0) return { added: new Set(), shared: offline === undefined };
  const records = [...fresh].map(([path, record]) => ({ path, text: `${JSON.stringify(record)}\n` }));
  const group = { records, message: `Feedback on ${fresh.size} ${fresh.size === 1 ? "answer" : "answers"}`, by, at: deps.clock.now() };
  const added = new Set([...fresh.values()].map((record) => record.feedback));
  if (offline !== undefined) return { added, shared: (await ledger.commit(group, "local")).shared };
  try {
    return { added, shared: (await ledger.commit(group, "shared")).shared };
  } catch (error) {
    if (!isRemoteError(error)) throw error;
    return { added, shared: (await ledger.commit(group, "local")).shared };
  }
}
