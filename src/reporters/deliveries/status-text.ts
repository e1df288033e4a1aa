import type { DeliveryStatus } from "../../core/ledger/delivery-row.ts";
import type { Paint } from "../paint.ts";

const colors = { delivered: "green", pending: "cyan", held: "yellow", dead: "red", resolved: "dim" } as const;

export function statusText(status: DeliveryStatus, paint: Paint): string {
  return paint(colors[status], status);
}
