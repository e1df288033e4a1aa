import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { applyEvent } from "../../core/release/apply-event.ts";
import { entryMessage } from "../../core/release/event-sentence.ts";
import type { EventDraft, ReleaseEvent } from "../../core/release/release-event.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import { entryFiles } from "../../core/release/state-files.ts";
import type { GitRepo, NewTag, PushRef, RefChange } from "../../ports/git-repo.ts";
import { checkedRef } from "./explained-log.ts";
import type { ReleaseDeps } from "./release-deps.ts";
import { logRef, seenRef, tagRef } from "./release-log.ts";
import { lockWaitMs, unlessOffline, type SyncedLog } from "./sync-log.ts";

/** The version a publish makes: a tag to create, or the one an interrupted publish left. */
export interface VersionToTag {
  readonly prompt: string;
  readonly version: string;
  readonly promptDigest: string;
  readonly tag: NewTag | { readonly oid: string };
}

export interface EventToRecord {
  readonly log: SyncedLog;
  /** What the log's tip leads to, as far as the entry touches it. */
  readonly state: ReleaseState;
  readonly draft: Omit<EventDraft, "version">;
  readonly version?: VersionToTag;
  /** True: when the remote cannot take it now, it is recorded here and left for later. */
  readonly mayBeOffline: boolean;
}

export interface RecordedEvent {
  readonly event: ReleaseEvent;
  readonly commit: string;
  /** Is it on the remote? True as well when there is none. */
  readonly shared: boolean;
  /** Why not. */
  readonly offline: PromptopsError | undefined;
}

/**
 * Writes one entry, and the tag it publishes. With a remote both go there first, together or not at all, and the local log follows: a
 * process killed at any point leaves at most a tag, which the next publish takes up. `moved` = somebody was faster: decide again.
 * @throws PromptopsError `remote-unreachable`, `remote-authentication`, `remote-refused` unless `mayBeOffline`; nothing is left then.
 */
export async function recordEvent({ git, lock }: ReleaseDeps, { log, state, draft, version, mayBeOffline }: EventToRecord): Promise<RecordedEvent | "moved"> {
  return lock.holding("release", lockWaitMs, async () => {
    if ((await git.ref(logRef)) !== log.tip) return "moved";
    const tag = version === undefined ? undefined : await tagOf(git, version);
    const event: ReleaseEvent = {
      schema_version: 1,
      sequence: state.sequence + 1,
      previous: log.tip ?? null,
      ...draft,
      ...(version === undefined || tag === undefined
        ? {}
        : { version: { prompt: version.prompt, version: version.version, tag: tag.oid, prompt_digest: version.promptDigest } }),
    };
    try {
      const files = entryFiles(event, applyEvent(state, event));
      const commit = await git.writeCommit({ parent: log.tip, files, message: entryMessage(event), author: event.by, at: Date.parse(event.at), signed: true });
      const pushed = await share(git, log, [...(tag === undefined ? [] : [{ ref: tag.ref, oid: tag.oid }]), { ref: logRef, oid: commit }], mayBeOffline);
      if (pushed === "rejected") {
        await forget(git, tag);
        return "moved";
      }
      const offline = pushed instanceof PromptopsError ? pushed : undefined;
      const seen: RefChange[] =
        log.remote === undefined || offline !== undefined ? [] : [{ ref: seenRef(log.remote), next: commit, expected: await git.ref(seenRef(log.remote)) }];
      // What came before was checked when the log was opened.
      const checked: RefChange = { ref: checkedRef, next: commit, expected: await git.ref(checkedRef) };
      await git.updateRefs([{ ref: logRef, next: commit, expected: log.tip }, ...seen, checked]);
      return { event, commit, shared: offline === undefined, offline };
    } catch (error) {
      await forget(git, tag);
      throw error;
    }
  });
}

interface MadeTag {
  readonly ref: string;
  readonly oid: string;
  /** False when it was there before. */
  readonly made: boolean;
}

async function tagOf(git: GitRepo, { prompt, version, tag }: VersionToTag): Promise<MadeTag> {
  const ref = tagRef(`${prompt}@${version}`);
  return "oid" in tag ? { ref, oid: tag.oid, made: false } : { ref, oid: await git.createTag(tag), made: true };
}

async function share(
  git: GitRepo,
  { remote, offline }: SyncedLog,
  refs: readonly PushRef[],
  mayBeOffline: boolean,
): Promise<"pushed" | "rejected" | PromptopsError> {
  if (remote === undefined) return "pushed";
  return offline ?? unlessOffline(mayBeOffline, () => git.pushAtomically(remote, refs));
}

async function forget(git: GitRepo, tag: MadeTag | undefined): Promise<void> {
  if (tag?.made) await git.updateRefs([{ ref: tag.ref, next: undefined, expected: tag.oid }]);
}
