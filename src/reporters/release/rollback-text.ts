import { changeText } from "../../core/release/event-sentence.ts";
import type { RollbackResult } from "../../core/results/rollback.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { recordedLines } from "./recorded-lines.ts";

/** What a rollback came to, prompt by prompt, and where it is recorded. */
export function rollbackText(result: RollbackResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { outcome, environment, snapshot, changes, kept, reason } = result;
  const to = snapshot === undefined ? "" : ` to entry ${snapshot}`;
  const head = {
    "rolled-back": `${paint("green", "Rolled back")} ${environment}${to}. Reason: ${oneLine(reason, 400)}`,
    "already-there": `${environment} is there already${to === "" ? "" : `, as at entry ${snapshot}`}: nothing to do.`,
    planned: `Would roll back ${environment}${to}. Nothing was written.`,
  }[outcome];
  return [
    head,
    ...changes.map((change) => `  ${paint("bold", change.prompt)} ${changeText(change)}`),
    ...kept.map((prompt) => `  ${paint("dim", `${prompt} stays: it was not live there then`)}`),
    ...recordedLines(result, paint),
  ].join("\n");
}
