import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { answerParts } from "./answer-parts.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, hangingSentence } from "../wrap.ts";
import { columnsText, tableWidth } from "./columns-text.ts";
import type { Reported } from "./eval-reporter.ts";
import { modelDifferences } from "./model-differences.ts";
import { matrixTable } from "./matrix-table.ts";
import { matricesOf } from "./matrix.ts";
import { Outliers } from "./outliers.ts";
import { provedBy } from "./reused-text.ts";
import { lookOfVerdict, statuses, type StatusName } from "./statuses.ts";
import { findingsText, metricsText, totalsTable } from "./totals-table.ts";
import { verdictText } from "./verdict-text.ts";
import { nameOf, whyOf } from "./why.ts";

/** So many failures, and so many errors, are shown in full. */
const shown = 20;
/** Of a reason where it is told whole. */
const longestError = 4_000;
/** Nobody waits long for less, or pays much. */
const slowMs = 1_000;
const dearNanoUsd = 1_000_000;

/** What an author reads: failures first, then errors, then totals, the verdict and the next step. */
export async function* terminalReport(reported: Reported): AsyncGenerator<string> {
  const { report, asked, screen } = reported;
  const paint = paintFor(screen);
  const several = report.prompts.length > 1;
  const told = new Set<string>();
  const part = (status: StatusName, { first, count }: typeof report.failures) => {
    // One cause, a cap or a provider that is down, ends many cases: it is told once.
    const alike = status === "error" ? [...Map.groupBy(first, (result) => whyOf(result).join("\n")).values()] : first.map((result) => [result]);
    const blocks = alike.slice(0, shown);
    const left = count - blocks.reduce((sum, { length }) => sum + length, 0);
    return [
      ...blocks.map(([result, ...others]) => (result === undefined ? "" : block(status, result, others, { several, screen, paint, told }))),
      ...(left > 0 ? [`… and ${left} more in ${report.results}: \`promptops eval show ${report.id} --failures\` shows all\n\n`] : []),
    ];
  };
  yield* part("fail", report.failures);
  yield* part("error", report.errors);
  if (report.pending !== undefined) yield* part("pending", report.pending);
  const sentenceLines = (text: string) => hangingSentence("", text, lineWidth(screen)).map((line) => `${line}\n`);
  for (const { label, model } of report.prompts) yield* sentenceLines(`${paint("bold", partsOfLabel(label).name)} · ${model}`);
  const { text, others } = await tables(report, screen.width, paint);
  if (report.prompts.length > 0) yield `\n${text}\n`;
  for (const { label, totals } of others) {
    const metrics = metricsText(totals);
    if (metrics !== undefined) yield* sentenceLines(`${several ? `${label}: ` : ""}metrics: ${metrics}`);
  }
  for (const { label, totals } of report.prompts) {
    const findings = findingsText(totals);
    if (findings !== undefined) for (const line of sentenceLines(`${several ? `${label}: ` : ""}findings: ${findings}`)) yield paint("yellow", line);
  }
  yield* await outliersText(reported, several);
  const { sentence, next } = verdictText(report, asked);
  yield* modelDifferences(reported);
  yield `${report.prompts.length > 0 ? "\n" : ""}${hangingSentence("", sentence, lineWidth(screen))
    .map((line) => paint(["bold", statuses[lookOfVerdict(report.verdict)].color], line))
    .join("\n")}\n${hangingSentence(`${paint("cyan", "next:")} `, next, lineWidth(screen)).join("\n")}\n`;
}

interface BlockLook {
  /** There are several prompts, so that names need theirs. */
  readonly several: boolean;
  readonly screen: Screen;
  readonly paint: Paint;
  /** Errors, and evaluations that cases were taken over from, that were told whole already: others like them are told in a line. */
  readonly told: Set<string>;
}

/** So many of the cases that ended in the same error are named. */
const namedAlike = 8;

/** @param alike Others that ended in the very same error. */
function block(status: StatusName, result: CaseResult, alike: readonly CaseResult[], { several, screen, paint, told }: BlockLook): string {
  const { title, color } = statuses[status];
  const { width, endless = false } = screen;
  const room = width - 4;
  const lines = whyOf(result).flatMap((why, at, all) => {
    // What to do stands at an error's end, and at the end of what was taken over; commands in it are copied.
    const ofReused = at === all.length - 1 ? result.reused : undefined;
    if (ofReused !== undefined && told.has(ofReused.evaluation)) return [`    ${oneLine(`${provedBy(ofReused)}, as above`, room)}`];
    if (ofReused !== undefined) told.add(ofReused.evaluation);
    const endsWithWhatToDo = result.error !== undefined || ofReused !== undefined;
    if (!endsWithWhatToDo || told.has(why)) return [`    ${oneLine(why, endless ? longestError : room)}`];
    told.add(why);
    return hangingSentence("    ", oneLine(why, longestError), lineWidth(screen));
  });
  const { text, calls } = answerParts(result, room - 8);
  if (text !== undefined) lines.push(paint("dim", `    answer: ${oneLine(text, room - 8) || "(empty)"}`));
  lines.push(...calls.map((call) => paint("dim", `    called: ${call}`)));
  if (alike.length > 0) {
    const names = alike.slice(0, namedAlike).map((other) => oneLine(nameOf(other, several), 80));
    const rest = alike.length > names.length ? ", …" : "";
    lines.push(...hanging("    ", `and ${alike.length} more with the same error: ${names.join(", ")}${rest}`, lineWidth(screen)));
  }
  return `${paint(["bold", color], title)}  ${oneLine(nameOf(result, several), width - title.length - 2)}\n${lines.join("\n")}\n\n`;
}

/** Models side by side where the screen has room for them, then the totals of the others. */
async function tables(report: Reported["report"], width: number, paint: Paint) {
  const matrices = matricesOf(report).map((matrix) => ({ ...matrix, table: matrixTable(matrix) }));
  const fitting = matrices.filter(({ table }) => tableWidth(table) <= width);
  const others = report.prompts.filter((prompt) => !fitting.some(({ columns }) => columns.includes(prompt)));
  const { head, rows } = totalsTable(others, report.prompts.length === 1);
  const texts = await Promise.all([
    ...fitting.map(async ({ subject, table }) => `${matrices.length > 1 ? `${paint("bold", subject)}\n` : ""}${await columnsText(table, width, paint)}`),
    ...(others.length === 0 ? [] : [columnsText([head, ...rows], width, paint)]),
  ]);
  return { text: texts.join("\n\n"), others };
}

/** Cases that took or cost far more than the others. */
async function outliersText({ results, most }: Reported, several: boolean): Promise<string[]> {
  if (most !== undefined && most.latencyMs < slowMs && most.costNanoUsd < dearNanoUsd) return [];
  const slow = new Outliers(({ latency_ms }) => latency_ms, slowMs);
  const dear = new Outliers(({ cost_nano_usd }) => cost_nano_usd, dearNanoUsd);
  for await (const result of results()) {
    slow.add(result);
    dear.add(result);
  }
  const line = (title: string, outliers: Outliers, text: (value: number) => string) => {
    const found = outliers.found().map(({ result, value }) => `${nameOf(result, several)} ${text(value)}`);
    return found.length === 0 ? [] : [`${title}: ${found.join(" · ")}\n`];
  };
  return [...line("slow", slow, durationText), ...line("expensive", dear, moneyText)];
}
