import { canonicalJson } from "../core/identity/canonical-json.ts";
import { bundledEvidenceFolder, bundleRefs, manifestFile, type BundleManifest } from "../core/release/bundle-manifest.ts";
import { versionName, type VersionName } from "../core/release/version-name.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { ReleaseBundleResult } from "../core/results/release-bundle.ts";
import type { Clock } from "../ports/clock.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { Lock } from "../ports/lock.ts";
import type { ReleaseBundles } from "../ports/release-bundles.ts";
import { keptEvidence, type EvidenceElsewhere } from "./release/kept-evidence.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { namedVersion } from "./release/named-version.ts";
import { readReleased } from "./release/released-version.ts";
import { tagRef } from "./release/release-log.ts";
import { viewLog } from "./release/view-log.ts";

export interface ReleaseBundleDeps {
  readonly git: GitRepo;
  readonly evaluations: EvaluationStore;
  /** Absent = nowhere. */
  readonly evidenceElsewhere?: EvidenceElsewhere;
  readonly bundles: ReleaseBundles;
  readonly lock: Lock;
  readonly clock: Clock;
  readonly toolVersion: string;
}

export interface ReleaseBundleInput {
  /** `billing/summarize@1.2.0`, one or more. */
  readonly versions: readonly string[];
  readonly output: string;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
}

const lockWaitMs = 30_000;

/** Whoever makes bundles is named so: what is in one says who released, not who packed it. */
const packer = { name: "promptops", email: "promptops@localhost" };

/**
 * One file with versions, the release log and the evidence, which somebody without the repository can check: `verify --bundle`.
 * @throws PromptopsError `unknown-version`, `tag-conflict`; `history-missing` in a shallow clone; `locked`, `cannot-write`.
 */
export async function releaseBundle(deps: ReleaseBundleDeps, { versions, output, fetch = false }: ReleaseBundleInput): Promise<ReleaseBundleResult> {
  const { git, evaluations, evidenceElsewhere, bundles, lock, clock, toolVersion } = deps;
  const names = await namesOf(git, versions);
  if (await git.isShallow()) throw new PromptopsError("history-missing", "This shallow clone has not all of the history that a bundle must hold.");
  const remote = await knownRemote(git);
  if (fetch) await fetchLog(git, remote, "all");
  const { tip, state } = await viewLog(git, remote, "all");
  const released = [];
  for (const name of names) released.push(await readReleased(git, state, name));

  const evidence: Record<string, string> = {};
  const told: ReleaseBundleResult["versions"] = [];
  for (const { prompt, version, statement } of released) {
    const { evaluation } = statement.predicate;
    const kept = await keptEvidence(evaluations, statement.predicate, evidenceElsewhere);
    if (evaluation !== undefined && kept !== undefined)
      evidence[`${bundledEvidenceFolder(evaluation.id)}/${evaluation.evidence_digest}.json`] = canonicalJson(kept);
    told.push({ name: versionName({ prompt, version }), evidence: evaluation === undefined ? "none" : kept === undefined ? "not-here" : "included" });
  }
  const manifest: BundleManifest = {
    schema_version: 1,
    made_at: new Date(clock.now()).toISOString(),
    tool_version: toolVersion,
    versions: names.map(({ prompt, version }) => ({ prompt, version })),
  };
  const files = { ...evidence, [manifestFile]: canonicalJson(manifest) };
  const bytes = await lock.holding("release-bundle", lockWaitMs, async () => {
    const commit = await git.writeCommit({ parent: undefined, files, message: "Evidence of a release bundle", author: packer, at: clock.now() });
    const ends = [
      { ref: bundleRefs.evidence, oid: commit },
      { ref: bundleRefs.log, oid: tip },
    ];
    const refs = await Promise.all(ends.map(async ({ ref, oid }) => ({ ref, next: oid, expected: await git.ref(ref) })));
    await git.updateRefs(refs);
    try {
      return await bundles.write(output, [...Object.values(bundleRefs), ...names.map((name) => tagRef(versionName(name)))]);
    } finally {
      await git.updateRefs(refs.map(({ ref, next }) => ({ ref, next: undefined, expected: next })));
    }
  });
  return { file: output, bytes, entries: state.sequence, ...(remote === undefined || fetch ? {} : { as_last_seen: remote }), versions: told };
}

async function namesOf(git: GitRepo, versions: readonly string[]): Promise<VersionName[]> {
  const names = new Map<string, VersionName>();
  for (const text of versions) {
    const name = await namedVersion(git, text);
    names.set(versionName(name), name);
  }
  return [...names.values()];
}
