import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { fetchLog } from "./known-remote.ts";

/** Without knowing what is live, a gate would take everything for a first version. @throws PromptopsError `remote-…`, with the way out. */
export async function fetchForGate(git: GitRepo, remote: string | undefined, prompts: readonly string[]): Promise<void> {
  try {
    await fetchLog(git, remote, prompts);
  } catch (error) {
    if (!(error instanceof PromptopsError) || !error.code.startsWith("remote-")) throw error;
    throw new PromptopsError(error.code, error.message, { hint: "With `--offline` the gate goes by what this clone knows of the release log.", cause: error });
  }
}
