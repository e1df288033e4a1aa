import type { DeliveriesReplayResult } from "../../core/results/deliveries.ts";
import { paintFor } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import type { Screen } from "../screen.ts";
import { outcomeLines } from "./outcomes-text.ts";

export function deliveriesReplayText({ outcome, run, replays, deliveries, notes }: DeliveriesReplayResult, screen: Screen): string {
  const paint = paintFor(screen);
  const planned = replays.flatMap(({ delivery, destination, replay_of: of, bodies = [] }) => [
    `${delivery} to ${destination}${of === undefined ? "" : `, repeating ${of}`}`,
    ...bodies.map((body) => plainLines(body, 100_000)),
  ]);
  const lines = outcome === "planned" ? [`Would deliver ${run} again. Nothing was sent or written.`, ...planned] : outcomeLines(deliveries, screen, paint);
  return [...lines, ...notes.map((note) => paint("yellow", note))].join("\n");
}
