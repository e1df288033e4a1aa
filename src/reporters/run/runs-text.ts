import type { RunsListResult } from "../../core/results/runs.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { statusText } from "./status-text.ts";

/** Runs, newest first. @param filtered Only some of those that are recorded were asked for. */
export function runsListText({ runs }: RunsListResult, filtered: boolean, screen: Screen): string {
  const paint = paintFor(screen);
  if (runs.length === 0) return filtered ? "No run that is recorded fits." : "No run is recorded.";
  const titles = ["run", "status", "started", "version", "took", "tokens", "cost", "why"].map((text) => paint("dim", text));
  const rows = runs.map(({ run, status, late, preview, started_at: at, prompt, version, latency_ms: took, tokens, cost_nano_usd: cost, reason }) => [
    paint("bold", run),
    `${statusText(late ? "late" : status, paint)}${preview ? " preview" : ""}`,
    timeText(at),
    version === undefined ? prompt : `${prompt}@${version}`,
    took === undefined ? "–" : durationText(took),
    String(tokens),
    took === undefined ? "–" : moneyText(cost),
    reason === undefined ? "" : oneLine(reason.message, 300),
  ]);
  return columns([titles, ...rows], lineWidth(screen)).join("\n");
}
