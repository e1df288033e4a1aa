import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { releaseRemote } from "../release/release-remote.ts";

/** Where runners share the ledger; undefined when the repository has no remote. @throws PromptopsError `unknown-remote`. */
export async function ledgerRemote(git: GitRepo, config: Pick<Config, "ledger" | "release">): Promise<string | undefined> {
  const wanted = config.ledger?.remote;
  if (wanted === undefined) return releaseRemote(git, config);
  if ((await git.remoteUrl(wanted)) === undefined)
    throw new PromptopsError("unknown-remote", `There is no remote "${wanted}", which \`ledger.remote\` names.`, { where: ".promptops.yml" });
  return wanted;
}
