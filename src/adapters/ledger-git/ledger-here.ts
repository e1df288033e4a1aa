import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import { ledgerBranch } from "./ledger-refs.ts";
import { ledgerView } from "./ledger-view.ts";

/** The ledger of this clone, for who only looks. */
export function ledgerHere(git: GitRepo): Pick<LedgerStore, "view"> {
  return { view: async () => ledgerView(git, await git.ref(ledgerBranch)) };
}
