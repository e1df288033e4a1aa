import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import { paintFor } from "../paint.ts";
import { timeText } from "../release/live-text.ts";
import type { Screen } from "../screen.ts";
import { selectionText } from "./selection-text.ts";

/** Which evaluation is shown: its id, when it began, and what was asked for. */
export function shownText({ id, started_at, plan }: EvaluationHeader, screen: Screen): string {
  const selection = selectionText(plan.asked);
  return `${paintFor(screen)("bold", id)} · ${timeText(started_at)}${selection === "" ? "" : ` · ${selection}`}\n\n`;
}
