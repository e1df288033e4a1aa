import { changeLines } from "../../core/release/event-sentence.ts";
import type { RollbackResult } from "../../core/results/rollback.ts";
import { deprecatedWords } from "./deprecated-words.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { recordedLines } from "./recorded-lines.ts";

/** What a rollback came to, prompt by prompt, and where it is recorded. */
export function rollbackText(result: RollbackResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { outcome, environment, also_in = [], snapshot, changes, kept, deprecated, reason } = result;
  const to = snapshot === undefined ? "" : ` to entry ${snapshot}`;
  const where = environment === undefined ? "everything" : [environment, ...also_in].join(" and ");
  const head = {
    "rolled-back": `${paint("green", "Rolled back")} ${where}${to}. Reason: ${oneLine(reason, 400)}`,
    "already-there": `${environment === undefined ? "Everything" : where} ${also_in.length > 0 ? "are" : "is"} there already${to === "" ? "" : `, as at entry ${snapshot}`}: nothing to do.`,
    planned: `Would roll back ${where}${to}. Nothing was written.`,
  }[outcome];
  const places = new Set([...changes, ...kept].map((each) => each.environment));
  const lines = changeLines(changes, environment === undefined);
  return [
    head,
    ...changes.map(({ prompt }, at) => `  ${paint("bold", prompt)}${lines[at]?.slice(prompt.length)}`),
    ...kept.map(
      ({ prompt, environment: there }) =>
        `  ${paint("dim", `${prompt}${places.size > 1 || environment === undefined ? ` in ${there}` : ""} stays: it was not live there then`)}`,
    ),
    ...deprecated.map((each) => `${paint("yellow", "warning:")} ${deprecatedWords(each)}`),
    ...recordedLines(result, paint),
  ].join("\n");
}
