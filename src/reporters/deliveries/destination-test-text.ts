import type { DestinationsTestResult } from "../../core/results/deliveries.ts";
import { durationText } from "../duration-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { indented } from "../wrap.ts";

export function destinationTestText(
  { destination, kind, outcome, reason = "", external_id: id, latency_ms: took, guarantee }: DestinationsTestResult,
  screen: Screen,
): string {
  const paint = paintFor(screen);
  const head = {
    delivered: `${paint("green", "Arrived")} at ${destination} (${kind}) in ${durationText(took)}${id === undefined ? "" : `, as ${oneLine(id, 100)}`}.`,
    refused: `${paint("red", "Refused")} by ${destination} (${kind}): ${oneLine(reason, 300)}`,
    retry: `${paint("red", "Not taken now")} by ${destination} (${kind}): ${oneLine(reason, 300)}`,
    unknown: `${paint("yellow", "Perhaps arrived")} at ${destination} (${kind}): ${oneLine(reason, 300)}`,
  }[outcome];
  return [...indented(head, lineWidth(screen)), ...indented(guarantee, lineWidth(screen))].join("\n");
}
