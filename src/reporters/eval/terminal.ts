import type { CaseResult } from "../../core/eval/case-result.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import type { Reported } from "./eval-reporter.ts";
import { metricsText, totalsTable } from "./totals-table.ts";
import { verdictText } from "./verdict-text.ts";
import { nameOf, whyOf } from "./why.ts";

/** So many failures, and so many errors, are shown in full. */
const shown = 20;

/** What an author reads: failures first, then errors, then totals, the verdict and the next step. */
export async function* terminalReport({ report, asked, screen }: Reported): AsyncGenerator<string> {
  const paint = paintFor(screen);
  const several = report.prompts.length > 1;
  const part = (title: string, { first, count }: typeof report.failures) => [
    ...first.slice(0, shown).map((result) => block(title, result, several, screen.width, paint)),
    ...(count > shown ? [`… and ${count - shown} more like these in ${report.results}\n\n`] : []),
  ];
  yield* part("FAIL", report.failures);
  yield* part("ERROR", report.errors);
  if (report.pending !== undefined) yield* part("PENDING", report.pending);
  for (const { label, model } of report.prompts) yield `${paint("bold", label)} · ${model}\n`;
  yield `\n${await table(report, screen.width, paint)}\n`;
  for (const { label, totals } of report.prompts) {
    const metrics = metricsText(totals);
    if (metrics !== undefined) yield `${several ? `${label}: ` : ""}${metrics}\n`;
  }
  const { sentence, next } = verdictText(report, asked);
  yield `\n${paint(["bold", colors[report.verdict]], sentence)}\n${paint("cyan", "next:")} ${next}\n`;
}

const colors = { pass: "green", fail: "red", error: "red", pending: "yellow" } as const;

function block(title: string, result: CaseResult, withPrompt: boolean, width: number, paint: Paint): string {
  const room = width - 4;
  const lines = whyOf(result).map((why) => `    ${oneLine(why, room)}`);
  if (result.output !== undefined) lines.push(paint("dim", `    answer: ${oneLine(result.output, room - 8) || "(empty)"}`));
  return `${paint(["bold", title === "FAIL" ? "red" : "yellow"], title)}  ${oneLine(nameOf(result, withPrompt), width - title.length - 2)}\n${lines.join("\n")}\n\n`;
}

async function table(report: Reported["report"], width: number, paint: Paint): Promise<string> {
  const { default: Table } = await import("cli-table3");
  const [names, ...rows] = totalsTable(report, ["errors", "pending", "cached"]);
  const numbers = names.slice(1).map((head, at) => Math.max(head.length, ...rows.map((row) => row[at + 1]?.length ?? 0)));
  const gap = 2;
  const nameRoom = Math.max(12, width - numbers.reduce((sum, size) => sum + size + gap, 0));
  const lines = new Table({
    head: names.map((head) => paint("dim", head)),
    colAligns: names.map((_, at) => (at === 0 ? "left" : "right")),
    chars: Object.fromEntries(borders.map((border) => [border, ""])),
    style: { "padding-left": 0, "padding-right": gap, head: [], border: [] },
  });
  for (const [name = "", ...cells] of rows) lines.push([endOf(name, nameRoom), ...cells]);
  return lines
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

const borders = [
  "top",
  "top-mid",
  "top-left",
  "top-right",
  "bottom",
  "bottom-mid",
  "bottom-left",
  "bottom-right",
  "left",
  "left-mid",
  "mid",
  "mid-mid",
  "right",
  "right-mid",
  "middle",
] as const;

/** The end of a name tells more than its beginning: that is where the suite is. */
function endOf(name: string, room: number): string {
  return name.length <= room ? name : `…${name.slice(name.length - room + 1)}`;
}
