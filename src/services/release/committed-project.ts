import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config, Environment } from "../../core/model/config.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { openProject, type Project } from "../open-project.ts";

export interface CommittedProject extends Project {
  readonly commit: string;
}

/** The project as the checked-out commit has it. Releases go by nothing else. @throws PromptopsError `no-commit`, and what `openProject` throws. */
export async function committedProject(git: GitRepo): Promise<CommittedProject> {
  const commit = await git.head();
  if (commit === undefined) throw new PromptopsError("no-commit", "This repository has no commit yet.");
  return { ...(await openProject(git.at(commit))), commit };
}

/** @throws PromptopsError `unknown-environment`. */
export function requireEnvironment({ environments = {} }: Pick<Config, "environments">, name: string): Environment {
  const found = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (found !== undefined) return found;
  const near = nearest(name, Object.keys(environments));
  throw new PromptopsError(
    "unknown-environment",
    `There is no environment "${name}" in .promptops.yml.`,
    near === undefined ? {} : { hint: `Did you mean \`${near}\`?` },
  );
}

/** @throws PromptopsError `unknown-identity`. */
export async function requireIdentity(git: GitRepo): Promise<Person> {
  const identity = await git.identity();
  if (identity === undefined) throw new PromptopsError("unknown-identity", "Git does not know who you are, and a release names who made it.");
  return identity;
}
