import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import { ledgerBranch, trackingRef } from "./ledger-refs.ts";
import { ledgerView } from "./ledger-view.ts";
import { newestTip } from "./newest-tip.ts";

/** The ledger as this clone knows it, for who only looks. @param apart As `newestTip` has it. */
export function ledgerHere(git: GitRepo, remote: () => Promise<string | undefined>, apart?: (remote: string) => void): Pick<LedgerStore, "view"> {
  return {
    async view() {
      // Where no remote's ledger was ever fetched, its name need not be known: to read that takes longer than all the rest.
      const fetched = await git.refs(trackingRef("*"));
      return ledgerView(git, fetched.length === 0 ? await git.ref(ledgerBranch) : await newestTip(git, await remote(), apart));
    },
  };
}
