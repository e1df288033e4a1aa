import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { receiptBase } from "../../core/delivery/attempt-receipt.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { DeliveriesResolveResult } from "../../core/results/deliveries.ts";
import { recordOf } from "../deliver/commit-receipts.ts";
import { readPendingOf } from "../deliver/read-deliveries.ts";
import { requireIdentity } from "../release/committed-project.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { deliveryAudit } from "./delivery-audit.ts";
import { findDelivery } from "./find-delivery.ts";
import { changingDeliveries, offlineNotes } from "./open-deliveries.ts";
import { requireReason } from "./require-reason.ts";
import { summarizeDelivery } from "./summarize-delivery.ts";

export interface ResolveDeliveryInput {
  readonly delivery: string;
  /** What a person saw: the part that may have arrived has, or has not. */
  readonly saw: "arrived" | "lost" | undefined;
  readonly reason: string;
}

/**
 * Records what became of a delivery that may have arrived. After `arrived` the parts behind it are sent; after `lost` it is over, until
 * somebody retries it.
 * @throws PromptopsError `unknown-delivery`, `ambiguous-id`, `not-held`, `missing-reason`, `delivery-moved`, `locked`.
 */
export async function resolveDelivery(deps: DeliveriesDeps, { delivery, saw, reason }: ResolveDeliveryInput): Promise<DeliveriesResolveResult> {
  if (saw === undefined) throw new PromptopsError("missing-argument", "Say what you saw: `--arrived` or `--lost`.");
  requireReason(reason, "Whoever resolves a delivery says how they know.");
  return changingDeliveries(deps, async (open) => {
    const { ledger, runner } = open.deliver;
    const now = deps.clock.now();
    const row = await findDelivery(open.index, delivery);
    const pending = await readPendingOf(await ledger.view(), row.intent);
    const { status } = summarizeDelivery(row, pending, now);
    if (pending === undefined || status !== "held") throw new PromptopsError("not-held", `Delivery ${row.intent} is ${status}.`);
    const by = await requireIdentity(deps.git);
    const { intent, destination, part, parts } = pending;
    const receipt: Receipt = {
      ...receiptBase({ intent, destination, part, attempt: pending.attempts + 1, runner }, now),
      outcome: "resolved",
      reason: { code: saw, message: reason },
      by: `${by.name} <${by.email}>`,
    };
    const records = [recordOf(receipt), deliveryAudit("delivery-resolved", intent, { at: receipt.at, by, reason, detail: { destination, part, saw } })];
    const { taken } = await ledger.commit({ records, message: `Delivery ${intent} is resolved`, by, at: now }, open.sharing);
    if (taken.size > 0) throw new PromptopsError("delivery-moved", `Delivery ${intent} has changed in the meantime.`);
    return { receipt, left: saw === "arrived" ? parts - part : 0, notes: offlineNotes(open) };
  });
}
