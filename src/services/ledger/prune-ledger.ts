import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { AuditRecord } from "../../core/ledger/audit-record.ts";
import { auditPath } from "../../core/ledger/record-names.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { LedgerPruneResult, PrunedKind } from "../../core/results/ledger-upkeep.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerRecord, LedgerStore, LedgerView } from "../../ports/ledger-store.ts";
import { committedProject, requireIdentity } from "../release/committed-project.ts";
import { planPrune, type PrunePlan, type RetentionPolicy } from "./plan-prune.ts";

export interface PruneDeps {
  readonly git: GitRepo;
  readonly ledger: LedgerStore;
  readonly clock: Clock;
}

/**
 * Takes out of the ledger, and out of its history, what its retention says is over. What was there stays provable: digests, claims and
 * receipts are kept, and each prune is an audit record.
 * @throws PromptopsError `no-retention`, and as `LedgerStore.rotate` does.
 */
export async function pruneLedger({ git, ledger, clock }: PruneDeps, dryRun: boolean): Promise<LedgerPruneResult> {
  const policy = await retentionOf(git);
  const now = clock.now();
  if (dryRun) return { dry_run: true, kinds: [...(await planPrune(await ledger.view(), policy, now)).kinds] };
  const by = await requireIdentity(git);
  let plan: PrunePlan | undefined;
  const rotated = await ledger.rotate(
    async (view) => {
      plan = await planPrune(view, policy, now);
      if (plan.deleted.length + plan.redacted.length === 0) return undefined;
      return { ...plan, records: auditRecords(plan.kinds, view, by, now) };
    },
    { message: "Prune what retention says is over", by, at: now },
  );
  return { dry_run: false, kinds: [...(plan?.kinds ?? [])], ...rotated };
}

async function retentionOf(git: GitRepo): Promise<RetentionPolicy> {
  const policy = (await committedProject(git)).config.ledger?.retention;
  if (policy === undefined || Object.keys(policy).length === 0)
    throw new PromptopsError("no-retention", "The committed configuration does not say how long records are kept.", { where: ".promptops.yml" });
  return policy;
}

function auditRecords(kinds: readonly PrunedKind[], { tip = "" }: LedgerView, by: Person, now: number): LedgerRecord[] {
  return kinds
    .filter(({ redacted, deleted }) => redacted + deleted > 0)
    .map(({ kind, before, redacted, deleted }) => {
      const at = new Date(now).toISOString();
      const record: AuditRecord = { schema_version: 1, kind: "audit", act: "pruned", subject: kind, at, by, detail: { before, redacted, deleted, from: tip } };
      return { path: auditPath(now, `pruned-${kind}-${tip.slice(0, 12)}`), text: `${JSON.stringify(record)}\n` };
    });
}
