import { strict, Type, word, type Static } from "../model/shape.ts";
import { foldIntent, foldReceipt } from "./fold-deliveries.ts";
import { Intent } from "./intent.ts";
import { Receipt } from "./receipt.ts";
import { Digest } from "./record-parts.ts";
import { StateFiles } from "./state-files.ts";
import { pendingPath, PendingDelivery } from "./state-records.ts";

/** `held`: it may have arrived, and only a person can say. `resolved`: a person said that it is over without having arrived. */
export const deliveryStatuses = ["pending", "held", "delivered", "dead", "resolved"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

const { schema_version: _version, kind: _kind, parts: _parts, ...properties } = Intent.properties;

const IntentRow = strict({
  path: Type.String({ description: "Of the intent in the ledger, where the bytes of its parts are." }),
  ...properties,
  parts: Type.Array(Digest, { description: "SHA-256 of each part's bytes." }),
});
export type IntentRow = Static<typeof IntentRow>;

/** A delivery with everything that became of it. */
export const DeliveryRow = strict({
  ...IntentRow.properties,
  status: word(deliveryStatuses),
  receipts: Type.Array(Receipt, { description: "By part and attempt." }),
});
export type DeliveryRow = Static<typeof DeliveryRow>;

export function intentRow(path: string, { schema_version: _, kind: __, parts, ...intent }: Intent): IntentRow {
  return { path, ...intent, parts: parts.map(({ digest }) => digest) };
}

/** What receipts say of a delivery, by the same fold that makes `state/pending`. */
export async function deliveryRow(row: IntentRow, receipts: readonly Receipt[]): Promise<DeliveryRow> {
  const sorted = [...receipts].sort((a, b) => a.part - b.part || a.attempt - b.attempt || takenFirst(a) - takenFirst(b));
  const files = new StateFiles(() => Promise.resolve(undefined));
  foldIntent(files, withoutBytes(row));
  for (const receipt of sorted) await foldReceipt(files, receipt);
  const pending = await files.get(PendingDelivery, pendingPath(row.intent));
  return { ...row, status: pending?.status ?? endOf(sorted), receipts: sorted };
}

/** It is taken, and then the attempt is made. */
function takenFirst({ outcome }: Receipt): number {
  return outcome === "taken" ? 0 : 1;
}

function withoutBytes({ path: _, parts, ...intent }: IntentRow): Intent {
  return { schema_version: 1, kind: "intent", ...intent, parts: parts.map((digest) => ({ content_type: "", body: "", encoding: "utf8", digest })) };
}

function endOf(receipts: readonly Receipt[]): DeliveryStatus {
  const last = receipts.at(-1);
  if (last?.outcome === "dead") return "dead";
  return last?.outcome === "resolved" && last.reason?.code !== "arrived" ? "resolved" : "delivered";
}
