import { PromptopsError } from "../core/errors/promptops-error.ts";
import { bundleRefs, manifestFile, readBundleManifest } from "../core/release/bundle-manifest.ts";
import { parseVersionName, requireVersionName, versionName } from "../core/release/version-name.ts";
import type { VerifyResult } from "../core/results/verify.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { ReleaseBundles } from "../ports/release-bundles.ts";
import { bundledEvaluations } from "./release/bundled-evaluations.ts";
import { logRef } from "./release/release-log.ts";
import { isSound, verifyLog } from "./release/verify-log.ts";
import { verifyVersion } from "./release/verify-version.ts";

export interface VerifyBundleInput {
  readonly bundle: string;
  /** Only this one of its versions. */
  readonly version?: string | undefined;
  /** Every tag and every entry must be signed by one of these. */
  readonly allowedSigners?: string | undefined;
}

/**
 * The checks of `verify` on a bundle, in a repository of its own that is gone afterwards. Nothing of the bundle is checked out or run.
 * @throws PromptopsError `bundle-unreadable`, `no-such-file`, `unknown-version`; `release-log-damaged` for a log that cannot even be read.
 */
export async function verifyBundle(bundles: ReleaseBundles, { bundle, version, allowedSigners }: VerifyBundleInput): Promise<VerifyResult> {
  const wanted = version === undefined ? undefined : versionName(requireVersionName(version));
  const { git, close } = await bundles.open(bundle, allowedSigners);
  try {
    const evidence = await git.ref(bundleRefs.evidence);
    const source = git.at(evidence ?? "", `bundle ${bundle}`);
    const manifest = evidence === undefined ? undefined : readBundleManifest(await textOf(source.read(manifestFile)));
    if (manifest === undefined) throw new PromptopsError("bundle-unreadable", `${bundle} does not say what it holds.`, { where: bundle });
    const names = [...new Set([...manifest.versions.map(versionName), ...(await taggedVersions(git))])].sort();
    if (wanted !== undefined && !names.includes(wanted))
      throw new PromptopsError("unknown-version", `${bundle} holds no version ${wanted}.`, { where: bundle, hint: `It holds ${names.join(", ")}.` });

    const mustBeSigned = allowedSigners !== undefined;
    const { checks, state, entries } = await verifyLog(git, await git.ref(logRef), mustBeSigned);
    const versions: VerifyResult["versions"] = [];
    for (const name of wanted === undefined ? names : [wanted]) {
      const record = state.versions.get(name);
      const missing = { check: "entry" as const, outcome: "problem" as const, message: "The release log has no entry that published it." };
      versions.push({
        name,
        checks: record === undefined ? [missing] : await verifyVersion({ git, evaluations: bundledEvaluations(source) }, record, mustBeSigned),
      });
    }
    const { made_at, tool_version } = manifest;
    return { sound: isSound(checks, versions), entries, log: [...checks], versions, bundle: { file: bundle, made_at, tool_version } };
  } finally {
    await close();
  }
}

async function taggedVersions(git: GitRepo): Promise<string[]> {
  const tags = (await git.refs("refs/tags/")).map(({ name }) => name.slice("refs/tags/".length));
  return tags.filter((name) => parseVersionName(name) !== undefined);
}

async function textOf(bytes: Promise<Uint8Array | undefined>): Promise<string | undefined> {
  const read = await bytes;
  return read === undefined ? undefined : new TextDecoder().decode(read);
}
