import { publishedVersions } from "../core/release/plan-publish.ts";
import type { ReleaseState, VersionRecord } from "../core/release/release-state.ts";
import { versionName } from "../core/release/version-name.ts";
import { versionOf, versionsOf } from "../core/release/versions-of.ts";
import type { HistoryResult, VersionSummary } from "../core/results/history.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo, TagObject } from "../ports/git-repo.ts";
import { entriesAbout } from "./release/entries-about.ts";
import { requireExplained } from "./release/explained-log.ts";
import { requireKnownPrompt } from "./release/known-names.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { nothing } from "./release/read-state.ts";
import { lastEntries, tagRef } from "./release/release-log.ts";
import { newestTip, standingOf, viewLog } from "./release/view-log.ts";

export interface HistoryInput {
  /** Default: everything in the log. */
  readonly prompt?: string | undefined;
  /** Entries and versions, at most. */
  readonly limit: number;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
}

export interface HistoryDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
}

/** A prompt's versions and what happened to them, newest first. @throws PromptopsError `unknown-prompt`, `history-missing`, `release-log-lost`, `release-log-forged`. */
export async function history({ git, workTree }: HistoryDeps, { prompt, limit, fetch = false }: HistoryInput): Promise<HistoryResult> {
  const remote = await knownRemote(git);
  if (fetch) await fetchLog(git, remote, prompt === undefined ? "all" : [prompt]);
  await requireExplained(git, await newestTip(git, remote));
  const unaskedOf = (tip: string | undefined) => (tip === undefined && remote !== undefined && !fetch ? { unasked: remote } : {});
  if (prompt === undefined) {
    const view = await viewLog(git, remote, nothing);
    const entries = (await lastEntries(git, view.tip, limit)).map(({ event }) => event).reverse();
    return { versions: [], entries, unfinished: [], ...unaskedOf(view.tip), ...standingOf(view, fetch ? undefined : remote) };
  }

  const view = await viewLog(git, remote, { prompts: [prompt], environments: "all" });
  const { tip, state } = view;
  const published = publishedVersions(state, prompt).reverse();
  const tags = await git.readTags((await git.refs(tagRef(`${prompt}@*`))).map(({ name }) => name.slice("refs/tags/".length)));
  const unfinished = versionsOf(tags)
    .map(versionName)
    .filter((name) => !state.versions.has(name));
  if (published.length === 0 && unfinished.length === 0) await requireKnownPrompt(git, workTree, remote, prompt);
  const byName = new Map(tags.flatMap((tag) => (tag === undefined ? [] : [[tag.name, tag] as const])));
  return {
    prompt,
    versions: published.slice(0, limit).map((record) => summaryOf(record, byName.get(versionName(record)), state)),
    entries: (await entriesAbout(git, tip, prompt, limit)).map(({ event }) => event),
    unfinished,
    ...unaskedOf(tip),
    ...standingOf(view, fetch ? undefined : remote),
  };
}

function summaryOf(
  { prompt, version, prompt_digest, at, by, tag: published, deprecated }: VersionRecord,
  tag: TagObject | undefined,
  { live }: ReleaseState,
): VersionSummary {
  const live_in = [...live.values()].filter((record) => record.prompt === prompt && record.version === version).map(({ environment }) => environment);
  const about = { version, prompt_digest, at, by, live_in: live_in.sort(), ...(deprecated === undefined ? {} : { deprecated: deprecated.reason }) };
  const tagged = tag === undefined || tag.oid !== published ? undefined : versionOf(tag);
  if (tagged === undefined) return about;
  const { gate, message, evaluation } = tagged.statement.predicate;
  const scores = evaluation && { cases: evaluation.scores.cases, passed: evaluation.scores.passed, mean_score: evaluation.scores.mean_score };
  return { ...about, commit: tagged.commit, verdict: gate.verdict, summary: message ?? gate.summary, ...(scores && { scores }) };
}
