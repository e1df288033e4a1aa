import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import type { GitRepo } from "../../ports/git-repo.ts";

/** The remote that releases are shared through; undefined when the repository has none. @throws PromptopsError `unknown-remote` when the configuration names one that is not there. */
export async function releaseRemote(git: GitRepo, config: Pick<Config, "release">): Promise<string | undefined> {
  const wanted = config.release?.remote;
  const remote = wanted ?? "origin";
  if ((await git.remoteUrl(remote)) !== undefined) return remote;
  if (wanted !== undefined)
    throw new PromptopsError("unknown-remote", `There is no remote "${wanted}", which \`release.remote\` names.`, { where: ".promptops.yml" });
  return undefined;
}
