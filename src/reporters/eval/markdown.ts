import type { CaseResult } from "../../core/eval/case-result.ts";
import { harmlessText } from "../harmless-text.ts";
import { oneLine } from "../one-line.ts";
import { answerParts } from "./answer-parts.ts";
import type { Reported } from "./eval-reporter.ts";
import { matrixTable } from "./matrix-table.ts";
import { matricesOf } from "./matrix.ts";
import { placeOf, placeText } from "./places.ts";
import { ReusedSources } from "./reused-sources.ts";
import { lookOfVerdict, statuses } from "./statuses.ts";
import { findingsText, metricsText, totalsTable } from "./totals-table.ts";
import { verdictText } from "./verdict-text.ts";
import { nameOf, shortWhyOf } from "./why.ts";

/** GitHub takes a step summary of 1 MiB; others cut earlier without a word. */
const mostBytes = 900_000;
/** Of one answer, and of one reason: what to do stands at an error's end. */
const mostCharacters = 2_000;

/** For step summaries and comments: the verdict, models side by side, totals, failures and errors folded. */
export function* markdownReport({ report, asked }: Reported): Generator<string> {
  const { sentence, next } = verdictText(report, asked);
  const matrices = matricesOf(report);
  const others = report.prompts.filter((prompt) => !matrices.some(({ columns }) => columns.includes(prompt)));
  const { head, rows } = totalsTable(others, report.prompts.length === 1);
  const top = [
    `## ${statuses[lookOfVerdict(report.verdict)].sign} ${sentence}\n\n`,
    ...report.prompts.map(({ label, model }) => `**${inline(label)}** · ${inline(model)}\n\n`),
    ...matrices.map((matrix) => `${matrices.length > 1 ? `### ${inline(matrix.subject)}\n\n` : ""}${table(matrixTable(matrix))}\n`),
    ...(others.length === 0 ? [] : [`${table([head, ...rows])}\n`]),
    ...others.flatMap(({ label, totals }) => {
      const metrics = metricsText(totals);
      return metrics === undefined ? [] : `${inline(`${label}: ${metrics}`)}\n\n`;
    }),
    ...report.prompts.flatMap(({ label, totals }) => {
      const findings = findingsText(totals);
      return findings === undefined ? [] : `${inline(`${label}: ${findings}`)}\n\n`;
    }),
  ];
  yield* top;
  const room = { bytes: mostBytes - Buffer.byteLength(top.join("")) };
  yield* section("Failures", report.failures, room);
  yield* section("Errors", report.errors, room);
  if (report.pending !== undefined) yield* section("Waiting for a rating", report.pending, room);
  yield `Next: ${next}\n`;
}

function* section(title: string, { count, first }: Reported["report"]["failures"], room: { bytes: number }): Generator<string> {
  if (count === 0) return;
  yield `### ${title} (${count})\n\n`;
  const sources = new ReusedSources();
  for (const result of first) sources.add(result);
  for (const sentence of sources.sentences()) {
    const text = `${inline(sentence, mostCharacters)}\n\n`;
    room.bytes -= Buffer.byteLength(text);
    yield text;
  }
  let told = 0;
  for (const result of first) {
    const text = details(result);
    if ((room.bytes -= Buffer.byteLength(text)) < 0) break;
    yield text;
    told += 1;
  }
  if (told < count) yield `… and ${count - told} more.\n\n`;
}

function details(result: CaseResult): string {
  const place = placeOf(result);
  const where = place === undefined ? "" : `${inline(placeText(place))}\n\n`;
  const why = shortWhyOf(result).map((each) => `- ${inline(each, mostCharacters)}\n`);
  const { text, calls } = answerParts(result, mostCharacters);
  const answer = `${text === undefined ? "" : `\n${fenced(harmlessText(text.slice(0, mostCharacters)))}`}${calls.length === 0 ? "" : `\ncalled:\n\n${fenced(calls.join("\n"))}`}`;
  return `<details><summary>${html(oneLine(nameOf(result, true), 300))}</summary>\n\n${where}${why.join("")}${answer}\n</details>\n\n`;
}

/** A fence longer than any in the text, which therefore cannot close it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}

function inline(text: string, most = 500): string {
  return html(oneLine(text, most)).replaceAll(/[\\`*_[\]|~@#]/g, "\\$&");
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const rule = head.map((_, at) => (at === 0 ? ":--" : "--:"));
  return [line(head.map((cell) => inline(cell))), line(rule), ...rows.map((row) => line(row.map((cell) => inline(cell))))].join("");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}
