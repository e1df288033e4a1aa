import type { ApproveResult } from "../../core/results/approve.ts";
import { paintFor } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";
import { recordedLines } from "./recorded-lines.ts";
import { unknownBaseText } from "./unknown-base-text.ts";

/** Whose word is recorded, how many there are, and what comes next. */
export function approveText(result: ApproveResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { outcome, prompt, version, environment, approvals, wanted } = result;
  const name = paint("bold", `${prompt}@${version}`);
  const sentence = {
    approved: `${paint("green", "Approved")} ${name} for ${environment}.`,
    "already-approved": `You approved ${name} for ${environment} already.`,
    planned: `Would approve ${name} for ${environment}. Nothing was written.`,
  }[outcome];
  const people = approvals.map(({ by, reason }) => `  ${by.name} <${by.email}>${reason === undefined ? "" : `: ${reason}`}`);
  const enough = approvals.length >= wanted && outcome !== "planned";
  const count = `${approvals.length} of the ${wanted} ${wanted === 1 ? "approval" : "approvals"} that ${environment} wants:`;
  const obstacles = result.in_the_way.flatMap(({ message, hint }) => [`${paint("yellow", "in the way:")} ${message}`, `${paint("cyan", "hint:")} ${hint}`]);
  const next = enough && obstacles.length === 0 ? [`${paint("cyan", "next:")} promptops promote ${prompt}@${version} ${environment}`] : [];
  const warned =
    result.unknown_base === undefined ? [] : hangingSentence(`${paint("yellow", "warning:")} `, unknownBaseText(result.unknown_base), lineWidth(screen));
  return [...warned, sentence, count, ...people, ...recordedLines(result, paint), ...obstacles, ...next].join("\n");
}
