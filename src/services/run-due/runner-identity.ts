import type { Person } from "../../core/release/release-event.ts";
import type { GitRepo } from "../../ports/git-repo.ts";

/** Who writes a tick's commits: the user git knows, else the machine. Nobody has to tell a CI job who it is. */
export async function ledgerAuthor(git: GitRepo, host: string): Promise<Person> {
  return (await git.identity()) ?? { name: "promptops", email: `${host.replaceAll(/[^A-Za-z0-9.-]/g, "-")}@runner.promptops.invalid` };
}
