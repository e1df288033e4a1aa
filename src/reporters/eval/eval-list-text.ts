import type { EvalListResult, ListedEvaluation } from "../../core/results/eval-list.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { selectionText } from "./selection-text.ts";

const titles = ["evaluation", "started", "verdict", "passed", "failed", "errors", "cost", "of"];

/** One row per evaluation, newest first. */
export function evalListText({ evaluations, more }: EvalListResult, screen: Screen): string {
  if (evaluations.length === 0) return "Nothing was evaluated here yet. `promptops eval` does.";
  const paint = paintFor(screen);
  const rows = [titles.map((title) => paint("dim", title)), ...evaluations.map((each) => row(each, paint))];
  const older = more ? ["", "There are older ones: `--limit` shows more."] : [];
  return [...columns(rows, lineWidth(screen)), ...older].join("\n");
}

function row(evaluation: ListedEvaluation, paint: Paint): string[] {
  const { id, state, started_at, verdict, cases, passed, failed, errors, cost_nano_usd } = evaluation;
  const when = started_at === undefined ? "–" : timeText(started_at);
  if (verdict === undefined) return [id, when, paint("yellow", state), "–", "–", "–", "–", about(evaluation)];
  const color = verdict === "pass" ? "green" : "red";
  return [id, when, paint(color, verdict), `${passed}/${cases}`, String(failed), String(errors), moneyText(cost_nano_usd), about(evaluation)];
}

/** The prompts, what of them was asked for, and how many cases nobody was asked about. */
function about({ prompts, asked, state, reused }: ListedEvaluation): string {
  if (asked === undefined) return state === "damaged" ? "its files are damaged" : "";
  const names = prompts.length === 0 ? "nothing" : prompts.map(({ label }) => label).join(", ");
  const selection = selectionText(asked);
  return oneLine(`${names}${selection === "" ? "" : `: ${selection}`}${reused === undefined ? "" : ` (${reused} reused)`}`, 400);
}
