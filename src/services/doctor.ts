import { diagnose } from "../core/doctor/diagnose.ts";
import type { Facts, Trouble } from "../core/doctor/facts.ts";
import { describeError } from "../core/errors/error-description.ts";
import type { Config } from "../core/model/config.ts";
import { destinationVariables } from "../core/destinations/registry.ts";
import { neededVariables } from "../core/providers/registry.ts";
import type { DoctorResult } from "../core/results/doctor.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { EnvironmentVariables } from "../ports/environment.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { Machine } from "../ports/machine.ts";
import { openProject } from "./open-project.ts";
import { baseBranch } from "./release/base-branch.ts";

/** Functions where making the thing may already fail: that is what is asked here. */
export interface DoctorDeps {
  readonly machine: Machine;
  readonly environment: EnvironmentVariables;
  readonly git: () => Promise<GitRepo>;
  readonly workTree: () => Promise<DocumentSource>;
  readonly evaluations: () => Promise<EvaluationStore>;
}

const releaseLog = "promptops/releases";

/** Looks at everything promptops depends on, and stops at nothing. Asks the remote only when `online`. */
export async function doctor(deps: DoctorDeps, { online }: { readonly online: boolean }): Promise<DoctorResult> {
  const checks = diagnose(await gather(deps, online));
  return { healthy: checks.every(({ outcome }) => outcome !== "problem"), checks };
}

async function gather({ machine, environment, git, workTree, evaluations }: DoctorDeps, online: boolean): Promise<Facts> {
  const { nodeVersion } = machine;
  const gitVersion = await machine.gitVersion();
  const repo = await attempt(git);
  if ("trouble" in repo) return { nodeVersion, gitVersion, repository: repo };
  const project = await attempt(async () => openProject(await workTree()));
  const config = "trouble" in project ? undefined : project.config;
  return {
    nodeVersion,
    gitVersion,
    repository: { root: repo.root },
    identity: await repo.identity(),
    privateFolder: { path: repo.privateFolder, writable: await machine.isWritable(repo.privateFolder) },
    project: "trouble" in project ? project : { prompts: project.promptIds.length },
    keys: keysOf(config, environment),
    ...(await remoteFacts(repo, config?.release?.remote ?? "origin", online)),
    ...(await unfinishedFacts(evaluations)),
  };
}

function keysOf(config: Config | undefined, environment: EnvironmentVariables): NonNullable<Facts["keys"]> {
  const present = (variable: string) => (environment.get(variable) ?? "").trim() !== "";
  const providers = Object.entries(config?.providers ?? {}).flatMap(([name, settings]) =>
    neededVariables(settings).map((variable) => ({ of: "provider" as const, name, variable, present: present(variable) })),
  );
  const destinations = Object.entries(config?.destinations ?? {}).flatMap(([name, settings]) =>
    destinationVariables(settings).map((variable) => ({ of: "destination" as const, name, variable, present: present(variable) })),
  );
  return [...providers, ...destinations];
}

async function remoteFacts(repo: GitRepo, name: string, online: boolean): Promise<Pick<Facts, "remote" | "unpushedReleases">> {
  const url = await repo.remoteUrl(name);
  if (url === undefined) return { remote: { name, url } };
  const reached = online ? await attempt(async () => (await repo.remoteRefs(name, [`refs/heads/${releaseLog}`]), true as const)) : undefined;
  const here = await repo.resolve(`refs/heads/${releaseLog}`);
  const there = await repo.resolve(`refs/remotes/${name}/${releaseLog}`);
  const unpushedReleases = here !== undefined && (there === undefined || !(await repo.isAncestor(here, there)));
  const base = (await baseBranch(repo, name))?.slice("refs/remotes/".length) ?? (online ? await saidBase(repo, name) : undefined);
  return { remote: { name, url, base, ...(reached === undefined ? {} : { reached }) }, unpushedReleases };
}

/** As the remote itself says. */
async function saidBase(repo: GitRepo, name: string): Promise<string | undefined> {
  const looked = await attempt(() => repo.remoteLook(name, []));
  return "trouble" in looked || looked.head === undefined ? undefined : `${name}/${looked.head.branch}`;
}

/** Nothing where evaluations cannot be read: the private folder's own check says why. */
async function unfinishedFacts(evaluations: DoctorDeps["evaluations"]): Promise<Pick<Facts, "unfinishedEvaluations">> {
  const newest = await attempt(async () => (await evaluations()).list(100));
  return "trouble" in newest ? {} : { unfinishedEvaluations: newest.filter(({ finished }) => !finished).length };
}

/** What it gives, or its error as a finding. Our own bugs are thrown on. */
async function attempt<T>(work: () => Promise<T>): Promise<T | Trouble> {
  try {
    return await work();
  } catch (error) {
    const { exit, message, hint } = describeError(error);
    if (exit === "bug") throw error;
    return { trouble: message, fix: hint };
  }
}
