import type { DeliveriesResolveResult } from "../../core/results/deliveries.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";

export function deliveriesResolveText({ receipt, left, notes }: DeliveriesResolveResult, screen: Screen): string {
  const paint = paintFor(screen);
  const arrived = receipt.reason?.code === "arrived";
  const rest =
    left > 0
      ? `The ${left === 1 ? "part" : `${left} parts`} after it will be sent with the next tick.`
      : arrived
        ? "Nothing of it is left to be sent."
        : `It is over. next: promptops deliveries retry ${receipt.intent} --reason '…' sends it again`;
  return [
    `${receipt.intent}, part ${receipt.part}: ${arrived ? paint("green", "arrived") : paint("red", "lost")}. ${rest}`,
    ...notes.map((note) => paint("yellow", note)),
  ].join("\n");
}
