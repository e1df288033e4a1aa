import { counted } from "../../core/gates/words.ts";
import type { DeliveriesListResult, DeliverySummary } from "../../core/results/deliveries.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { sentenceEnd } from "../sentence-end.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { statusText } from "./status-text.ts";

/** Deliveries in a table, newest first, and the destinations that are left alone. @param all Was the reader asking for all of them? */
export function deliveriesListText(
  { deliveries, circuits, notes }: DeliveriesListResult,
  { all, screen }: { readonly all: boolean; readonly screen: Screen },
): string {
  const paint = paintFor(screen);
  const titles = ["delivery", "status", "run", "to", "parts", "why"].map((title) => paint("dim", title));
  const open = circuits.flatMap(({ destination, failures_in_a_row: failures, open_until: until }) =>
    until === undefined ? [] : [`${paint("yellow", destination)} failed ${counted(failures, "time")} in a row and is left alone until ${timeText(until)}.`],
  );
  return [
    ...(deliveries.length === 0
      ? [all ? "There are no such deliveries." : "Every delivery has arrived."]
      : columns([titles, ...deliveries.map((each) => row(each, paint))], lineWidth(screen))),
    ...open,
    ...notes.map((note) => paint("yellow", note)),
  ].join("\n");
}

function row({ delivery, status, run, destination, kind, parts, arrived, reason, next_at: next }: DeliverySummary, paint: Paint): string[] {
  const why = [reason === undefined ? "" : sentenceEnd(oneLine(reason.message, 200)), next === undefined ? "" : `Next attempt from ${timeText(next)}.`];
  return [delivery, statusText(status, paint), run, `${destination} (${kind})`, `${arrived}/${parts}`, why.filter((text) => text !== "").join(" ")];
}
