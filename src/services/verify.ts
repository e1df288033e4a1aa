import type { ReleaseState } from "../core/release/release-state.ts";
import { versionName } from "../core/release/version-name.ts";
import { versionsOf } from "../core/release/versions-of.ts";
import type { VerifyCheck, VerifyResult } from "../core/results/verify.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { apartNote } from "./release/apart-note.ts";
import { bringLog, knownRemote, seenOf } from "./release/known-remote.ts";
import { lostLog } from "./release/lost-log.ts";
import { namedVersion } from "./release/named-version.ts";
import { readableLog } from "./release/readable-log.ts";
import { requireRecord } from "./release/released-version.ts";
import { isSound } from "./release/verify-log.ts";
import { verifyApart, verifyRemoteTags } from "./release/verify-remote.ts";
import { verifyVersion, type VerifyDeps } from "./release/verify-version.ts";

export interface VerifyInput {
  /** `billing/summarize@1.2.0`. Default: every version, and tags that are not finished. */
  readonly version?: string | undefined;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
}

/**
 * Is everything that was released what it claims to be? The log's chain from its first entry, the state its tip carries, and each version's
 * tag, statement, digest (from the tag's own tree), evidence and signature; where the remote is asked, its tags as well.
 * @throws PromptopsError `unknown-version`, `history-missing`.
 */
export async function verify(deps: VerifyDeps, { version, fetch = false }: VerifyInput): Promise<VerifyResult> {
  const { git } = deps;
  const name = version === undefined ? undefined : await namedVersion(git, version);
  const remote = await knownRemote(git);
  const known = remote === undefined ? undefined : await seenOf(git, remote);
  if (fetch && remote !== undefined) await bringLog(git, remote, name === undefined ? "all" : [name.prompt]);
  const lost = fetch && remote !== undefined ? await lostLog(git, remote, known) : undefined;
  const { tip, damage, checks, state, entries, damaged } = await readableLog(git, remote);
  const apart = damage === undefined ? await apartNote(git, remote) : undefined;
  const log: VerifyCheck[] = [
    ...(damage === undefined ? [] : [damage]),
    ...checks,
    ...(apart === undefined ? [] : [{ check: "log" as const, outcome: "note" as const, message: apart }]),
    ...(lost === undefined ? [] : [{ check: "log" as const, outcome: "problem" as const, message: lost.message }]),
    ...(remote === undefined ? [] : await verifyApart(git, remote, tip)),
    ...(name === undefined && !damaged && damage === undefined && lost === undefined ? await unfinished(git, state) : []),
  ];
  const records = name === undefined ? [...state.versions.values()] : damage !== undefined && tip === undefined ? [] : [requireRecord(state, name)];
  const seen = remote === undefined ? undefined : await seenOf(git, remote);
  const elsewhere = fetch && remote !== undefined ? await verifyRemoteTags(git, remote, { tip, seen, records }) : new Map<string, VerifyCheck>();
  const versions: VerifyResult["versions"] = [];
  for (const record of records) {
    const there = elsewhere.get(versionName(record));
    versions.push({ name: versionName(record), checks: [...(await verifyVersion(deps, record)), ...(there === undefined ? [] : [there])] });
  }
  return { sound: isSound(log, versions), entries, log, versions };
}

async function unfinished(git: GitRepo, { versions }: ReleaseState): Promise<VerifyCheck[]> {
  const tags = await git.refs("refs/tags/");
  const names = tags.map(({ name }) => name.slice("refs/tags/".length)).filter((name) => name.includes("@") && !versions.has(name));
  return versionsOf(await git.readTags(names)).map((version) => ({
    check: "unfinished",
    outcome: "note",
    message: `The tag ${versionName(version)} has no entry in the log: a publish never ended. \`promptops publish ${version.prompt}\` takes it up if the prompt is still the same; \`git tag -d ${versionName(version)}\` drops it.`,
  }));
}
