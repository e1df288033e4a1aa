import type { DeliveryOutcome } from "../../core/results/deliver.ts";
import type { DeliveriesRetryResult } from "../../core/results/deliveries.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { timeText } from "../release/live-text.ts";
import { sentenceEnd } from "../sentence-end.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { indented } from "../wrap.ts";
import { statusText } from "./status-text.ts";

export function deliveriesRetryText({ deliveries, notes }: DeliveriesRetryResult, screen: Screen): string {
  const paint = paintFor(screen);
  const lines = deliveries.length === 0 ? ["No delivery is pending."] : outcomeLines(deliveries, screen, paint);
  return [...lines, ...notes.map((note) => paint("yellow", note))].join("\n");
}

/** What a pass made of each delivery, in a line where the screen has room for it. */
export function outcomeLines(deliveries: readonly DeliveryOutcome[], screen: Screen, paint: Paint): string[] {
  return deliveries.flatMap(({ intent, destination, run, status, reason, next_at: next }) => {
    const why = status === "delivered" || reason === undefined ? "" : `: ${sentenceEnd(oneLine(reason.message, 300))}`;
    const again = status === "pending" && next !== undefined ? ` Next attempt from ${timeText(next)}.` : "";
    return indented(`${statusText(status, paint)} ${intent} of ${run} to ${destination}${why}${again}`, lineWidth(screen));
  });
}
