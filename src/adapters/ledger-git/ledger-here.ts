import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import { ledgerView } from "./ledger-view.ts";
import { newestTip } from "./newest-tip.ts";

/** The ledger as this clone knows it, for who only looks. */
export function ledgerHere(git: GitRepo, remote: () => Promise<string | undefined>): Pick<LedgerStore, "view"> {
  return { view: async () => ledgerView(git, await newestTip(git, await remote())) };
}
