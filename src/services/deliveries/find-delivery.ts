import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { DeliveryRow } from "../../core/ledger/delivery-row.ts";
import { isIntentName } from "../../core/ledger/record-names.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";

/** A delivery by its name, or by one of its receipts: `20261120T09-…`, `20261120T09-…/1.2`. @throws PromptopsError `unknown-delivery`. */
export async function findDelivery(index: LedgerIndex, name: string): Promise<DeliveryRow> {
  const intent = name.replace(/\/\d+\.\d+$/, "");
  const [row] = isIntentName(intent) ? await index.deliveries({ intent }) : [];
  if (row !== undefined) return row;
  const recent = (await index.deliveries({ limit: 100 })).map((each) => each.intent);
  const meant = nearest(intent, recent);
  throw new PromptopsError("unknown-delivery", `There is no delivery "${name}".`, meant === undefined ? {} : { hint: `Did you mean \`${meant}\`?` });
}
