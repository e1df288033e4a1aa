import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { meantId } from "../../core/identity/meant-id.ts";
import type { DeliveryRow } from "../../core/ledger/delivery-row.ts";
import { isIntentName } from "../../core/ledger/record-names.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";

/**
 * A delivery by its name, by a piece of it that no other has (`20261120T09-1f2e`, `1f2e3d`), or by one of its receipts: `20261120T09-…/1.2`.
 * @throws PromptopsError `unknown-delivery`, `ambiguous-id`.
 */
export async function findDelivery(index: LedgerIndex, name: string): Promise<DeliveryRow> {
  const typed = name.replace(/\/\d+\.\d+$/, "");
  const intent = isIntentName(typed) ? typed : meantId("delivery", typed, await index.names("intent", typed));
  const [row] = intent === undefined ? [] : await index.deliveries({ intent });
  if (row !== undefined) return row;
  const recent = (await index.deliveries({ limit: 100 })).map((each) => each.intent);
  const meant = nearest(typed, recent);
  throw new PromptopsError("unknown-delivery", `There is no delivery "${name}".`, meant === undefined ? {} : { hint: `Did you mean \`${meant}\`?` });
}
