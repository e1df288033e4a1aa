import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { applyEvent } from "../../core/release/apply-event.ts";
import { entryMessage, eventSentence } from "../../core/release/event-sentence.ts";
import type { LogEntry } from "../../core/release/fold-log.ts";
import { reapply } from "../../core/release/reapply.ts";
import type { EventDraft, ReleaseEvent } from "../../core/release/release-event.ts";
import { withChange, type ReleaseState } from "../../core/release/release-state.ts";
import { isSamePerson } from "../../core/release/same-person.ts";
import { entryFiles } from "../../core/release/state-files.ts";
import type { GitRepo, RefChange } from "../../ports/git-repo.ts";
import { requireExplained } from "./explained-log.ts";
import { requireNotRewritten } from "./lost-log.ts";
import { readState, type StateScope } from "./read-state.ts";
import type { ReleaseDeps } from "./release-deps.ts";
import { logRef, readEntries, seenRef, trackingRef } from "./release-log.ts";

/**
 * Makes the local log a continuation of what was last fetched of the remote's. Hold the lock. @returns What had to be done about entries
 * recorded here while others recorded theirs, one sentence each.
 * @throws PromptopsError `release-log-lost` when the remote's log no longer holds what it once held, `release-log-forged`.
 */
export async function reconcile({ git }: Pick<ReleaseDeps, "git">, remote: string): Promise<string[]> {
  const [here, there, seen] = await Promise.all([logRef, trackingRef(remote), seenRef(remote)].map((ref) => git.ref(ref)));
  if (there === undefined) return [];
  await requireNotRewritten(git, remote);
  await requireSound(git, there);
  const sight: RefChange[] =
    seen === there || (seen !== undefined && (await git.isAncestor(there, seen))) ? [] : [{ ref: seenRef(remote), next: there, expected: seen }];
  const isBehind = here === undefined || here === there || (await git.isAncestor(here, there));
  const damage = isBehind ? undefined : await damageOf(git, here, there);
  if (here !== undefined && damage !== undefined) {
    await git.updateRefs([...(await keeping(git, here)), { ref: logRef, next: there, expected: here }, ...sight]);
    return [`The release log here was damaged, and is ${remote}'s now. ${damage.message} What was here is kept as ${keptRef(here)}.`];
  }
  if (here === there || (here !== undefined && (await git.isAncestor(there, here)))) {
    if (sight.length > 0) await git.updateRefs(sight);
    return [];
  }
  if (here === undefined || isBehind) {
    await git.updateRefs([{ ref: logRef, next: there, expected: here }, ...sight]);
    return [];
  }
  return recordAnew(git, here, there, sight);
}

/** Why what only this repository recorded cannot be read: nobody in a hurry waits until somebody has mended that. */
async function damageOf(git: GitRepo, here: string, there: string): Promise<PromptopsError | undefined> {
  try {
    await readEntries(git, `${there}..${here}`);
    return undefined;
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "release-log-damaged") return error;
    throw error;
  }
}

/** Nobody's log is made to follow one that does not hold: it stays as it is here until somebody has mended the other. */
async function requireSound(git: GitRepo, there: string): Promise<void> {
  try {
    await requireExplained(git, there);
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "release-log-damaged") throw error;
    throw new PromptopsError("release-log-forged", error.message, { ...(error.where === undefined ? {} : { where: error.where }), cause: error });
  }
}

/** Puts what only this repository recorded on top of the remote's log, as far as it still holds. The old entries stay reachable. */
async function recordAnew(git: GitRepo, here: string, there: string, sight: readonly RefChange[]): Promise<string[]> {
  const entries = await readEntries(git, `${there}..${here}`);
  const state = await readState(git, there, scopeOf(entries));
  const { drafts, superseded } = reapply(state, entries);
  const tip = await writeEntries(git, there, state, drafts);
  await git.updateRefs([...(await keeping(git, here)), { ref: logRef, next: tip, expected: here }, ...sight]);
  return [
    ...drafts.map((draft) => `${eventSentence(draft)}: recorded anew after what others recorded.`),
    ...superseded.map(({ entry, reason }) => `${eventSentence(entry.event)} (${entry.event.at}): superseded by what others recorded. ${reason}`),
  ];
}

const keptRef = (tip: string): string => `refs/promptops/superseded/${tip}`;

async function keeping(git: GitRepo, tip: string): Promise<RefChange[]> {
  return (await git.ref(keptRef(tip))) === undefined ? [{ ref: keptRef(tip), next: tip, expected: undefined }] : [];
}

async function writeEntries(git: GitRepo, parent: string, state: ReleaseState, drafts: readonly EventDraft[]): Promise<string> {
  const me = await git.identity();
  for (const draft of drafts) {
    const event: ReleaseEvent = { schema_version: 1, sequence: state.sequence + 1, previous: parent, ...draft };
    const change = applyEvent(state, event);
    parent = await git.writeCommit({
      parent,
      files: entryFiles(event, change),
      message: entryMessage(event),
      author: event.by,
      at: Date.parse(event.at),
      // My signature does not belong under what somebody else decided.
      ...(me !== undefined && isSamePerson(me, event.by) ? { signed: true as const } : {}),
    });
    state = withChange(state, change);
  }
  return parent;
}

function scopeOf(entries: readonly LogEntry[]): StateScope {
  const changes = entries.flatMap(({ event }) => event.changes);
  const published = entries.flatMap(({ event }) => event.version ?? []);
  const spokenOf = entries.flatMap(({ event }) => event.about ?? []);
  return {
    prompts: [...new Set([...changes, ...published, ...spokenOf].map(({ prompt }) => prompt))],
    environments: [...new Set(changes.map(({ environment }) => environment))],
  };
}
