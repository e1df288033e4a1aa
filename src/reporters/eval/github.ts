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

/** GitHub Actions' workflow commands: the worst cases as errors at their lines, and one notice with the verdict and how many more there are. */
export async function* githubReport(reported: Reported): AsyncGenerator<string> {
  const { report, asked } = reported;
  const worst = new WorstCases(mostAnnotations);
  for await (const told of toldCases(reported)) worst.add(told);
  for (const told of worst.first()) yield `${annotation(told, report.prompts.length > 1)}\n`;
  const { sentence, next } = verdictText(report, asked);
  const untold = worst.count - worst.first().length;
  const rest = untold === 0 ? "" : ` ${untold} more ${untold === 1 ? "case is" : "cases are"} not annotated: GitHub shows ${mostAnnotations}.`;
  yield `${workflowCommand(report.not_run === undefined ? "notice" : "warning", { title: "promptops" }, `${sentence}${rest}\nnext: ${next}`)}\n`;
}

function annotation({ result, note }: ToldCase, withPrompt: boolean): string {
  const place = placeOf(result);
  const { text, calls } = answerParts(result, mostCharacters);
  const answer = [...(text === undefined ? [] : [`answer: ${oneLine(text, mostCharacters) || "(empty)"}`]), ...calls.map((call) => `called: ${call}`)];
  const lines = [...(note === undefined ? [] : [note]), ...whyOf(result).map((why) => oneLine(why, mostOfReason)), ...answer];
  const title = oneLine(`${statuses[result.status].title} ${nameOf(result, withPrompt)}`, 200);
  return workflowCommand("error", { ...(place && { file: place.file, line: place.line }), title }, lines.join("\n"));
}
