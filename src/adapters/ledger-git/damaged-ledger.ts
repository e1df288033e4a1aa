import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { ledgerBranch, seenRef, trackingRef } from "./ledger-refs.ts";

const hint = "Run `promptops ledger verify`; docs/runbook.md, “The ledger is damaged”, says how a clone takes the remote's again.";

/** Something that the ledger has, and git cannot read. @param where A path in it, or a ref. */
export function damagedLedger(where: string, what: string): PromptopsError {
  return new PromptopsError("ledger-damaged", `The ledger's ${what} cannot be read: git has it no more, or it is damaged.`, { where, hint });
}

/** Git says of a ref without its commit what it says of a remote that is away. @throws PromptopsError `ledger-damaged`. */
export async function requireTips(git: GitRepo, remote: string): Promise<void> {
  for (const ref of [ledgerBranch, trackingRef(remote), seenRef(remote)]) {
    const tip = await git.ref(ref);
    if (tip !== undefined && (await git.resolve(tip)) === undefined) throw damagedLedger(ref, `commit ${tip.slice(0, 7)}`);
  }
}
