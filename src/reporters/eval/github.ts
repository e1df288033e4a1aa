import { oneLine } from "../one-line.ts";
import { workflowCommand } from "../workflow-command.ts";
import { answerParts } from "./answer-parts.ts";
import type { Reported } from "./eval-reporter.ts";
import { placeOf } from "./places.ts";
import { statuses } from "./statuses.ts";
import { toldCases, type ToldCase } from "./told-cases.ts";
import { verdictText } from "./verdict-text.ts";
import { nameOf, whyOf } from "./why.ts";
import { WorstCases } from "./worst-cases.ts";

/** GitHub shows no more annotations of one kind for one step. https://github.com/orgs/community/discussions/26680 */
const mostAnnotations = 10;
/** Of the answer. */
const mostCharacters = 600;
/** Of each reason: what to do stands at an error's end. */
const mostOfReason = 2_000;

/**
 * GitHub Actions' workflow commands: the worst cases at their lines, and one notice with the verdict and how many more there are. What no gate
 * lets pass is an error: cases without a score, and those that must pass. Another case that failed is a warning, since what is live may fail it too.
 */
export async function* githubReport(reported: Reported): AsyncGenerator<string> {
  const { report, asked } = reported;
  const levels = { error: new WorstCases(mostAnnotations), warning: new WorstCases(mostAnnotations) };
  for await (const told of toldCases(reported)) levels[isRed(told) ? "error" : "warning"].add(told);
  for (const level of ["error", "warning"] as const) for (const told of levels[level].first()) yield `${annotation(level, told)}\n`;
  const { sentence, next } = verdictText(report, asked);
  const untold = Object.values(levels).reduce((sum, worst) => sum + worst.count - worst.first().length, 0);
  const rest = untold === 0 ? "" : ` ${untold} more ${untold === 1 ? "case is" : "cases are"} not annotated: GitHub shows ${mostAnnotations} of a kind.`;
  yield `${workflowCommand(report.not_run === undefined ? "notice" : "warning", { title: "promptops" }, `${sentence}${rest}\nnext: ${next}`)}\n`;
}

function isRed({ result: { status, must_pass, checks } }: ToldCase): boolean {
  return status === "error" || must_pass === true || checks.some((check) => check.must_pass === true && !check.pass);
}

function annotation(level: "error" | "warning", { result, note }: ToldCase): string {
  const place = placeOf(result);
  const { text, calls } = answerParts(result, mostCharacters);
  const answer = [...(text === undefined ? [] : [`answer: ${oneLine(text, mostCharacters) || "(empty)"}`]), ...calls.map((call) => `called: ${call}`)];
  const lines = [...(note === undefined ? [] : [note]), ...whyOf(result).map((why) => oneLine(why, mostOfReason)), ...answer];
  const title = oneLine(`${statuses[result.status].title} ${nameOf(result, true)}`, 200);
  return workflowCommand(level, { ...(place && { file: place.file, line: place.line }), title }, lines.join("\n"));
}
