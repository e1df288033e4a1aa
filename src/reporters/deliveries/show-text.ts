import type { Receipt } from "../../core/ledger/receipt.ts";
import type { DeliveriesShowResult } from "../../core/results/deliveries.ts";
import { durationText } from "../duration-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";
import { statusText } from "./status-text.ts";

/** One delivery: what it is, what became of each attempt, and the next step. */
export function deliveriesShowText({ delivery, record, deadline, guarantee, bodies = [], notes }: DeliveriesShowResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { replay_of: replay } = record;
  const facts = [
    `${paint("bold", delivery.delivery)} ${statusText(delivery.status, paint)}`,
    `  run ${delivery.run}, to ${delivery.destination} (${delivery.kind}), ${delivery.arrived} of ${delivery.parts} parts arrived`,
    `  prepared ${timeText(delivery.at)}, tried until ${timeText(deadline)}`,
    ...(replay === undefined
      ? []
      : [`  a replay${replay.intent === undefined ? "" : ` of ${replay.intent}`} by ${oneLine(replay.by, 80)}: ${oneLine(replay.reason, 400)}`]),
    ...(guarantee === undefined ? [] : hangingSentence("  ", `${delivery.kind}: ${guarantee}`, lineWidth(screen))),
  ];
  const titles = ["attempt", "at", "outcome", "took", "what"].map((title) => paint("dim", title));
  const attempts = record.receipts.length === 0 ? ["No attempt was made yet."] : columns([titles, ...record.receipts.map(receiptRow)], lineWidth(screen));
  const texts = bodies.flatMap(({ part, content_type, body }) => ["", paint("dim", `part ${part}, ${content_type}`), plainLines(body, 100_000)]);
  return [...facts, "", ...attempts, ...texts, ...notes.map((note) => paint("yellow", note)), ...nextStep(delivery)].join("\n");
}

function receiptRow({ part, attempt, outcome, at, status, latency_ms: took, external_id: id, reason, by }: Receipt): string[] {
  const what = [
    status === undefined ? "" : String(status),
    id ?? "",
    reason === undefined ? "" : oneLine(reason.message, 300),
    by === undefined ? "" : `(${oneLine(by, 80)})`,
  ];
  return [`${part}.${attempt}`, timeText(at), outcome, took === undefined ? "–" : durationText(took), what.filter((text) => text !== "").join(" ")];
}

function nextStep({ delivery, status }: DeliveriesShowResult["delivery"]): string[] {
  switch (status) {
    case "held":
      return [`next: look at the receiver, then promptops deliveries resolve ${delivery} --arrived --reason '…' (or --lost)`];
    case "dead":
    case "resolved":
      return [`next: promptops deliveries retry ${delivery} --reason '…'`];
    case "pending":
      return [`next: promptops deliveries retry ${delivery}`];
    case "delivered":
      return [];
  }
}
