import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { gatePolicyOf } from "../../core/gates/effective-policy.ts";
import { policyDifferences, type PolicyDifference } from "../../core/gates/policy-differences.ts";
import type { Config } from "../../core/model/config.ts";
import type { GatePolicy } from "../../core/model/gate-policy.ts";
import { manifestFile } from "../../core/model/document-paths.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";
import { openConfig } from "../open-config.ts";
import { unlessOffline } from "./sync-log.ts";

export interface PolicyProject {
  readonly config: Config;
  /** The base branch; undefined where this clone knows none. */
  readonly base: DocumentSource | undefined;
  /** What people call it: `origin/main`. */
  readonly name?: string | undefined;
}

/**
 * The configuration whose environments' policies hold: that of the base branch where this clone knows one, so that a change cannot write
 * its own rules; else of `fallback`, the checked-out commit. The base branch is what the remote calls its HEAD.
 */
export async function policyProject(git: GitRepo, remote: string | undefined, fallback: Config): Promise<PolicyProject> {
  const commit = remote === undefined ? undefined : await git.resolve(`refs/remotes/${remote}/HEAD`);
  if (commit === undefined) return { config: fallback, base: undefined };
  const base = git.at(commit, `the base branch of ${remote}`);
  try {
    const head = await git.symbolicRef(`refs/remotes/${remote}/HEAD`);
    return { config: await openConfig(base), base, name: head?.slice("refs/remotes/".length) };
  } catch (error) {
    // A base branch from before the project has no rules yet.
    if (error instanceof PromptopsError && error.code === "not-a-project") return { config: fallback, base: undefined };
    throw error;
  }
}

/**
 * Brings the base branch here as the remote has it now: a freeze of this morning holds in a clone of yesterday. Nothing where this clone knows
 * none.
 * @param mayBeOffline True: without the remote, the rules hold as they were last seen.
 * @throws as `GitRepo.fetch` does.
 */
export async function fetchPolicy(git: GitRepo, remote: string | undefined, mayBeOffline: boolean): Promise<void> {
  if (remote === undefined) return;
  const tracking = `refs/remotes/${remote}/`;
  const base = await git.symbolicRef(`${tracking}HEAD`);
  if (base?.startsWith(tracking) !== true) return;
  const branch = `refs/heads/${base.slice(tracking.length)}`;
  await unlessOffline(mayBeOffline, async () => {
    // As with the log: a fetch compares all refs of both sides, and mostly there is nothing new.
    if ((await git.remoteRefs(remote, [branch])).get(branch) !== (await git.ref(base))) await git.fetch(remote, [branch]);
  });
}

/**
 * What the gate of an environment asks of a version that is to go there: by the environment and by the prompt's manifest, both as the base branch
 * has them. A prompt that is not there yet has no say of its own; without a base branch the version's own manifest counts.
 * @param version Asked for only then.
 * @throws PromptopsError `invalid-documents`.
 */
export async function gatePolicyFor(
  { config, base }: PolicyProject,
  environment: string,
  prompt: string,
  version: () => Promise<LoadedPrompt>,
): Promise<GatePolicy> {
  const manifest = base === undefined ? (await version()).manifest : await manifestIn(base, prompt);
  return gatePolicyOf(config.environments?.[environment], prompt, manifest?.gates?.[environment]);
}

/** A base branch whose policy holds, and what it has otherwise than what is checked out. */
export interface ForeignPolicy {
  readonly of: string;
  /** Not empty. */
  readonly differences: readonly PolicyDifference[];
}

/**
 * The base branch whose policy holds, where the checked-out commit would have another one for this prompt; undefined where both say the same,
 * and where the documents of one are broken: that is for others to tell.
 */
export async function foreignPolicy(
  open: () => Promise<PolicyProject>,
  environment: string,
  prompt: string,
  here: { readonly config: Config; readonly source: DocumentSource },
): Promise<ForeignPolicy | undefined> {
  try {
    const rules = await open();
    if (rules.base === undefined) return undefined;
    const parts = async ({ environments = {} }: Config, from: DocumentSource) => ({
      environment: Object.hasOwn(environments, environment) ? environments[environment] : undefined,
      manifest: (await manifestIn(from, prompt))?.gates?.[environment],
    });
    const differences = policyDifferences(prompt, await parts(rules.config, rules.base), await parts(here.config, here.source));
    return differences.length === 0 ? undefined : { of: rules.name ?? rules.base.description, differences };
  } catch (error) {
    if (error instanceof PromptopsError) return undefined;
    throw error;
  }
}

/** Only a prompt that has one is read. */
async function manifestIn(base: DocumentSource, prompt: string): Promise<LoadedPrompt["manifest"]> {
  if ((await base.read(manifestFile(prompt))) === undefined) return undefined;
  return (await loadPrompt(base, prompt)).manifest;
}
