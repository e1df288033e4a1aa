import { isDeepStrictEqual } from "node:util";
import { foldLog } from "../core/release/fold-log.ts";
import type { ReleaseState } from "../core/release/release-state.ts";
import { versionName } from "../core/release/version-name.ts";
import { versionsOf } from "../core/release/versions-of.ts";
import type { VerifyCheck, VerifyResult } from "../core/results/verify.ts";
import type { GitRepo, SignatureCounts } from "../ports/git-repo.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { lostLog } from "./release/lost-log.ts";
import { namedVersion } from "./release/named-version.ts";
import { readState } from "./release/read-state.ts";
import { requireRecord } from "./release/released-version.ts";
import { readLog, refAt, seenRef, trackingRef } from "./release/release-log.ts";
import { newestTip } from "./release/view-log.ts";
import { verifyVersion, type VerifyDeps } from "./release/verify-version.ts";

export interface VerifyInput {
  /** `billing/summarize@1.2.0`. Default: every version, and tags that are not finished. */
  readonly version?: string | undefined;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
}

/**
 * Is everything that was released what it claims to be? The log's chain from its first entry, the state its tip carries, and each version's
 * tag, statement, digest (from the tag's own tree), evidence and signature.
 * @throws PromptopsError `unknown-version`; `release-log-damaged` for a log that cannot even be read.
 */
export async function verify(deps: VerifyDeps, { version, fetch = false }: VerifyInput): Promise<VerifyResult> {
  const { git } = deps;
  const name = version === undefined ? undefined : await namedVersion(git, version);
  const remote = await knownRemote(git);
  const known = remote === undefined ? undefined : ((await refAt(git, seenRef(remote))) ?? (await refAt(git, trackingRef(remote))));
  if (fetch) await fetchLog(git, remote, name === undefined ? "all" : [name.prompt]);
  const lost = fetch && remote !== undefined ? await lostLog(git, remote, known) : undefined;
  const tip = await newestTip(git, remote);
  const entries = await readLog(git, tip);
  const { state, damage } = foldLog(entries);
  const log: VerifyCheck[] = [
    damage === undefined
      ? { check: "log", outcome: "ok", message: `Each of ${entries.length} entries follows from the one before it.` }
      : {
          check: "log",
          outcome: "problem",
          message: `Entry ${damage.sequence} (${damage.commit.slice(0, 7)}) does not follow from the one before it. ${damage.message}`,
        },
    ...(damage === undefined ? [await checkState(git, tip, state)] : []),
    ...(tip === undefined ? [] : [signatureCheck(await git.signaturesUpTo(tip))]),
    ...(lost === undefined ? [] : [{ check: "log" as const, outcome: "problem" as const, message: lost.message }]),
    ...(name === undefined && damage === undefined && lost === undefined ? await unfinished(git, state) : []),
  ];
  const records = name === undefined ? [...state.versions.values()] : [requireRecord(state, name)];
  const versions: VerifyResult["versions"] = [];
  for (const record of records) versions.push({ name: versionName(record), checks: await verifyVersion(deps, record) });
  const sound = [...log, ...versions.flatMap(({ checks }) => checks)].every(({ outcome }) => outcome !== "problem");
  return { sound, entries: entries.length, log, versions };
}

/** Whose word the entries are, as far as signatures say. */
function signatureCheck({ good, bad, untrusted, unsigned }: SignatureCounts): VerifyCheck {
  const all = good + bad + untrusted + unsigned;
  if (bad > 0) return { check: "signature", outcome: "problem", message: `The signatures of ${bad} of ${all} entries do not fit them.` };
  const told = [`${good} of ${all} entries are signed by somebody whom git trusts here`];
  if (untrusted > 0) told.push(`${untrusted} by somebody whom git has no reason to trust`);
  if (unsigned > 0) told.push(`${unsigned} not at all`);
  return { check: "signature", outcome: good === all ? "ok" : "note", message: `${told.join(", ")}.` };
}

/** Commands decide by the state that the tip carries: it must be what the entries lead to. */
async function checkState(git: GitRepo, tip: string | undefined, folded: ReleaseState): Promise<VerifyCheck> {
  const carried = await readState(git, tip, "all");
  const same = isDeepStrictEqual(carried.live, folded.live) && isDeepStrictEqual(carried.versions, folded.versions);
  return same
    ? { check: "state", outcome: "ok", message: "What the log says is live is what its entries lead to." }
    : { check: "state", outcome: "problem", message: "What the log's tip says is live is not what its entries lead to." };
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
