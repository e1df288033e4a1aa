import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { committedProject } from "../release/committed-project.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";

const seen = /^refs\/promptops\/seen\/([^/]+)\/ledger$/;

/** The remote that runners share the ledger through, also where the committed configuration cannot be read: then the one it was shared with before. */
export async function knownLedgerRemote(git: GitRepo): Promise<string | undefined> {
  try {
    return await ledgerRemote(git, (await committedProject(git)).config);
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.exit !== "usage") throw error;
    const known = (await git.refs("refs/promptops/seen/")).flatMap(({ name }) => seen.exec(name)?.[1] ?? []);
    return known[0] ?? (await ledgerRemote(git, {}));
  }
}
