import type { DeliveryOutcome } from "../../core/results/deliver.ts";
import type { DeliveriesRetryResult } from "../../core/results/deliveries.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { timeText } from "../release/live-text.ts";
import type { Screen } from "../screen.ts";
import { statusText } from "./status-text.ts";

export function deliveriesRetryText({ deliveries, notes }: DeliveriesRetryResult, screen: Screen): string {
  const paint = paintFor(screen);
  const lines = deliveries.length === 0 ? ["No delivery is pending."] : outcomeLines(deliveries, paint);
  return [...lines, ...notes.map((note) => paint("yellow", note))].join("\n");
}

/** What a pass made of each delivery, in a line. */
export function outcomeLines(deliveries: readonly DeliveryOutcome[], paint: Paint): string[] {
  return deliveries.map(({ intent, destination, run, status, reason, next_at: next }) => {
    const why = status === "delivered" || reason === undefined ? "" : `: ${oneLine(reason.message, 300)}`;
    const again = status === "pending" && next !== undefined ? ` Next attempt from ${timeText(next)}.` : "";
    return `${statusText(status, paint)} ${intent} of ${run} to ${destination}${why}${again}`;
  });
}
