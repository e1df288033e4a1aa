import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config, Environment } from "../../core/model/config.ts";
import { configFile } from "../../core/model/document-paths.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { openConfig } from "../open-config.ts";
import { unknownEnvironment } from "./known-names.ts";

export interface CommittedProject {
  readonly config: Config;
  readonly source: DocumentSource;
  readonly commit: string;
}

const commitAll = "Commit it: `git add . && git commit`. A release goes by what is committed.";

/** The project as the checked-out commit has it. Releases go by nothing else. @throws PromptopsError `no-commit`, and what `openConfig` throws. */
export async function committedProject(git: GitRepo): Promise<CommittedProject> {
  const commit = await git.head();
  if (commit === undefined) {
    const there = (await git.uncommitted([configFile])).length > 0;
    throw new PromptopsError("no-commit", `This repository has no commit yet${there ? `, so ${configFile} is not committed` : ""}.`, { hint: commitAll });
  }
  try {
    const source = git.at(commit);
    return { config: await openConfig(source), source, commit };
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "not-a-project" || (await git.uncommitted([configFile])).length === 0) throw error;
    throw new PromptopsError("not-a-project", `${configFile} is here, but not committed.`, { hint: commitAll, cause: error });
  }
}

/** @throws PromptopsError `unknown-environment`. */
export function requireEnvironment({ environments = {} }: Pick<Config, "environments">, name: string): Environment {
  const found = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (found !== undefined) return found;
  throw unknownEnvironment(name, Object.keys(environments), `in ${configFile}`);
}

/** @throws PromptopsError `unknown-identity`. */
export async function requireIdentity(git: GitRepo): Promise<Person> {
  const identity = await git.identity();
  if (identity === undefined) throw new PromptopsError("unknown-identity", "Git does not know who you are, and what is recorded names who did it.");
  return identity;
}
