import { destinationKinds } from "../../core/destinations/registry.ts";
import type { DeliveriesShowResult } from "../../core/results/deliveries.ts";
import { readIntent, readPendingOf } from "../deliver/read-deliveries.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { findDelivery } from "./find-delivery.ts";
import { recordedDeliveries } from "./recorded-deliveries.ts";
import { summarizeDelivery } from "./summarize-delivery.ts";

/** One delivery with all its receipts. @throws PromptopsError `unknown-delivery`, `ambiguous-id`, and as `recordedDeliveries` does. */
export async function showDelivery(
  deps: DeliveriesDeps,
  { delivery, bodies }: { readonly delivery: string; readonly bodies: boolean },
): Promise<DeliveriesShowResult> {
  const { ledger, index, notes } = await recordedDeliveries(deps);
  const record = await findDelivery(index, delivery);
  const view = await ledger.view();
  const pending = await readPendingOf(view, record.intent);
  const guarantee = destinationKinds.find(({ kind }) => kind === record.destination_kind)?.guarantee;
  const intent = bodies ? await readIntent(view, record.intent) : undefined;
  return {
    delivery: summarizeDelivery(record, pending, deps.clock.now()),
    record,
    deadline: pending?.deadline ?? record.deadline,
    ...(guarantee === undefined ? {} : { guarantee }),
    ...(intent === undefined ? {} : { bodies: intent.parts.map(({ content_type, body }, at) => ({ part: at + 1, content_type, body })) }),
    notes,
  };
}
