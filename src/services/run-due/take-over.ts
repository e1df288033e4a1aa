import { Claim } from "../../core/ledger/claim.ts";
import { claimPath, parseRunName, runPath, type RunName } from "../../core/ledger/record-names.ts";
import type { Amount } from "../../core/ledger/record-parts.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readRecord } from "./read-record.ts";

const nothing: Amount = { calls: 0, tokens: 0, nano_usd: 0 };

/** What a run was claimed with, by whom last, and whether it has ended. */
export interface HeldRun {
  readonly name: RunName;
  /** The newest claim. */
  readonly claim: Claim;
  /** What its first claim reserved. */
  readonly reserved: Amount;
  readonly ended: boolean;
}

/** Undefined when nobody ever claimed it. @throws PromptopsError `ledger-damaged`. */
export async function heldRun(view: LedgerView, run: string): Promise<HeldRun | undefined> {
  const name = parseRunName(run);
  if (name === undefined) return undefined;
  const first = await readRecord(view, Claim, claimPath(name, 1));
  if (first === undefined) return undefined;
  let claim = first;
  let { reserved = nothing } = first;
  for (let epoch = 2; ; epoch += 1) {
    const next = await readRecord(view, Claim, claimPath(name, epoch));
    if (next === undefined) break;
    claim = next;
    reserved = next.reserved ?? reserved;
  }
  return { name, claim, reserved, ended: (await view.read(runPath(name))) !== undefined };
}
