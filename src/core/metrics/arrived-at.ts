import type { DeliveryRow } from "../ledger/delivery-row.ts";

/** When the last part was delivered, milliseconds since the epoch; undefined while it was not. */
export function arrivedAt({ status, receipts }: DeliveryRow): number | undefined {
  const times = receipts.filter(({ outcome }) => outcome === "delivered").map(({ at }) => Date.parse(at));
  return status === "delivered" && times.length > 0 ? Math.max(...times) : undefined;
}
