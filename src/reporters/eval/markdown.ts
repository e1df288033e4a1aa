import type { CaseResult } from "../../core/eval/case-result.ts";
import { oneLine } from "../one-line.ts";
import type { Reported } from "./eval-reporter.ts";
import { metricsText, totalsTable } from "./totals-table.ts";
import { verdictText } from "./verdict-text.ts";
import { nameOf, whyOf } from "./why.ts";

/** GitHub takes a step summary of 1 MiB; others cut earlier without a word. */
const mostBytes = 900_000;
/** Of one answer. */
const mostCharacters = 2_000;
const signs = { pass: "✅", fail: "❌", error: "⚠️", pending: "⏳" } as const;

/** For step summaries and comments: the verdict, a table, failures and errors folded. */
export function* markdownReport({ report, asked }: Reported): Generator<string> {
  const { sentence, next } = verdictText(report, asked);
  const [names, ...rows] = totalsTable(report, ["pending"]);
  const head = [
    `## ${signs[report.verdict]} ${sentence}\n\n`,
    ...report.prompts.map(({ label, model }) => `**${cell(label)}** · ${cell(model)}\n\n`),
    line(names),
    line(names.map((_, at) => (at === 0 ? ":--" : "--:"))),
    ...rows.map(line),
    "\n",
    ...report.prompts.flatMap(
      ({ label, totals }) =>
        metricsText(totals)
          ?.replace(/^/, `${cell(label)}: `)
          .concat("\n\n") ?? [],
    ),
  ];
  yield* head;
  const room = { bytes: mostBytes - Buffer.byteLength(head.join("")) };
  yield* section("Failures", report.failures, room);
  yield* section("Errors", report.errors, room);
  if (report.pending !== undefined) yield* section("Waiting for a rating", report.pending, room);
  yield `Next: ${next}\n`;
}

function* section(title: string, { count, first }: Reported["report"]["failures"], room: { bytes: number }): Generator<string> {
  if (count === 0) return;
  yield `### ${title} (${count})\n\n`;
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
  const why = whyOf(result).map((each) => `- ${inline(each)}\n`);
  const answer = result.output === undefined ? "" : `\n${fenced(result.output.slice(0, mostCharacters))}`;
  return `<details><summary>${html(oneLine(nameOf(result, true), 300))}</summary>\n\n${why.join("")}${answer}\n</details>\n\n`;
}

/** A fence longer than any in the text, which therefore cannot close it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}

function inline(text: string): string {
  return html(oneLine(text, 500)).replaceAll(/[\\`*_[\]|~@#]/g, "\\$&");
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
