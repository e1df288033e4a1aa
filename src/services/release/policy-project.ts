import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { gatePolicyOf } from "../../core/gates/effective-policy.ts";
import { policyDifferences, type PolicyDifference } from "../../core/gates/policy-differences.ts";
import type { Acceptance } from "../../core/model/acceptance.ts";
import type { Config } from "../../core/model/config.ts";
import type { GatePolicy } from "../../core/model/gate-policy.ts";
import { manifestFile } from "../../core/model/document-paths.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo, RemoteLook } from "../../ports/git-repo.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";
import { openConfig } from "../open-config.ts";
import { baseBranch, fetchBase } from "./base-branch.ts";
import { releaseRefs } from "./fetch-releases.ts";

export interface PolicyProject {
  readonly config: Config;
  /** The base branch; undefined where this clone knows none. */
  readonly base: DocumentSource | undefined;
  /** What people call it: `origin/main`. */
  readonly name?: string | undefined;
  /** The remote, when nobody knows which of its branches is the base: then the change that is checked out writes its own rules. */
  readonly unknownBase?: string | undefined;
}

/**
 * The configuration whose environments' policies hold: that of the base branch where this clone knows one, so that a change cannot write
 * its own rules; else of `fallback`, the checked-out commit.
 */
export async function policyProject(git: GitRepo, remote: string | undefined, fallback: Config): Promise<PolicyProject> {
  const own = { config: fallback, base: undefined };
  if (remote === undefined) return own;
  const branch = await baseBranch(git, remote);
  const commit = branch === undefined ? undefined : await git.ref(branch);
  if (branch === undefined || commit === undefined) return { ...own, unknownBase: remote };
  const base = git.at(commit, `the base branch of ${remote}`);
  try {
    return { config: await openConfig(base), base, name: branch.slice("refs/remotes/".length) };
  } catch (error) {
    // A base branch from before the project has no rules yet.
    if (error instanceof PromptopsError && error.code === "not-a-project") return own;
    throw error;
  }
}

/**
 * As `fetchBase`, where there is a remote. @param prompts Of which the release log is opened next.
 * @returns What the remote has of it now, which spares the question: see `SyncInput.there`.
 */
export async function fetchPolicy(
  git: GitRepo,
  remote: string | undefined,
  prompts: readonly string[],
  mayBeOffline = false,
): Promise<RemoteLook["refs"] | undefined> {
  return remote === undefined ? undefined : fetchBase(git, remote, mayBeOffline, releaseRefs(prompts));
}

/** What a gate goes by that is nobody's to change with the version it is asked about. */
interface GateRules {
  readonly policy: GatePolicy;
  /** What is accepted of what validators find. */
  readonly accept: readonly Acceptance[];
}

/**
 * What the gate of an environment asks of a version that is to go there, and what it lets pass: by the environment and by the prompt's
 * manifest, both as the base branch has them. A prompt that is not there yet has no say of its own; without a base branch the version's own
 * manifest counts.
 * @param version Asked for only then.
 * @throws PromptopsError `invalid-documents`.
 */
export async function gateRulesFor(
  { config, base }: PolicyProject,
  environment: string,
  prompt: string,
  version: () => Promise<LoadedPrompt>,
): Promise<GateRules> {
  const manifest = base === undefined ? (await version()).manifest : await manifestIn(base, prompt, Object.keys(config.environments ?? {}));
  return { policy: gatePolicyOf(config.environments?.[environment], prompt, manifest?.gates?.[environment]), accept: manifest?.accept ?? [] };
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
  environment: string | undefined,
  prompt: string,
  here: { readonly config: Config; readonly source: DocumentSource },
): Promise<ForeignPolicy | undefined> {
  if (environment === undefined) return undefined;
  try {
    const rules = await open();
    if (rules.base === undefined) return undefined;
    const parts = async ({ environments = {} }: Config, from: DocumentSource) => {
      const { gates, accept } = (await manifestIn(from, prompt)) ?? {};
      return { environment: Object.hasOwn(environments, environment) ? environments[environment] : undefined, manifest: gates?.[environment], accept };
    };
    const differences = policyDifferences(prompt, await parts(rules.config, rules.base), await parts(here.config, here.source));
    return differences.length === 0 ? undefined : { of: rules.name ?? rules.base.description, differences };
  } catch (error) {
    if (error instanceof PromptopsError) return undefined;
    throw error;
  }
}

/** What the result of a gate that went by what is checked out says of it: see `core/results/release-parts.ts`. */
export function toldOf(foreign: ForeignPolicy | undefined) {
  return foreign === undefined ? {} : { promoted_by: foreign.of, policy_differs: [...foreign.differences] };
}

/** Only a prompt that has one is read. @param environments Those that it may name; undefined = not checked. */
async function manifestIn(base: DocumentSource, prompt: string, environments?: readonly string[]): Promise<LoadedPrompt["manifest"]> {
  if ((await base.read(manifestFile(prompt))) === undefined) return undefined;
  return (await loadPrompt(base, prompt, undefined, environments)).manifest;
}
