import { isDeepStrictEqual } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { applyEvent, misfit } from "../../core/release/apply-event.ts";
import type { LogEntry } from "../../core/release/fold-log.ts";
import { emptyState, withChange, type ReleaseState, type VersionRecord } from "../../core/release/release-state.ts";
import { versionFile } from "../../core/release/state-files.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntry } from "./release-log.ts";

/** The end of a release log, and its number. */
export interface LogEnd {
  readonly tip: string | undefined;
  readonly sequence: number;
}

export interface ProvenVersion {
  /** The entry that published it. */
  readonly published: LogEntry;
  /** Every entry since that says something about it, oldest first. */
  readonly said: readonly LogEntry[];
}

/**
 * The entries behind a version's record, which is believed only as far as they go: they alone are signed by whoever made them.
 * @throws PromptopsError `release-log-forged` when they lead to another record, `history-missing` in a shallow clone without them.
 */
export async function provenVersion(git: GitRepo, { tip, sequence }: LogEnd, record: VersionRecord): Promise<ProvenVersion> {
  // Every entry has the one before it as its only parent.
  const start = tip === undefined || record.sequence > sequence ? undefined : await git.resolve(`${tip}~${sequence - record.sequence}`);
  if (start === undefined) {
    if (await git.isShallow())
      throw new PromptopsError("history-missing", `This shallow clone does not have the entry that published ${versionName(record)}, nor what was said of it.`);
    throw forged(record, `there is no entry ${record.sequence}`);
  }
  const published = await readEntry(git, start);
  const since = (await git.commits(`${start}..${tip}`, [versionFile(record)])).map(({ oid }) => oid).reverse();
  const said = await Promise.all(since.map((commit) => readEntry(git, commit)));
  let state: ReleaseState = emptyState;
  for (const { commit, event } of [published, ...said]) {
    const isAbout = [event.version, event.about].some((name) => name !== undefined && versionName(name) === versionName(record));
    const before = { ...state, sequence: event.sequence - 1 };
    const wrong = isAbout ? misfit(before, event) : "It is about something else.";
    if (wrong !== undefined) throw forged(record, `entry ${event.sequence} (${commit.slice(0, 7)}) changed it. ${wrong}`);
    state = withChange(before, applyEvent(before, event));
  }
  if (!isDeepStrictEqual(state.versions.get(versionName(record)), record)) throw forged(record, "its entries lead to something else");
  return { published, said };
}

function forged(record: VersionRecord, why: string): PromptopsError {
  return new PromptopsError("release-log-forged", `What the release log's files say of ${versionName(record)} does not follow from its entries: ${why}`, {
    where: `promptops/releases ${versionFile(record)}`,
  });
}
