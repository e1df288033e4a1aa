import type { CaseResult } from "../../core/eval/case-result.ts";
import { reducedCases } from "../../core/eval/reduced-cases.ts";
import { csvWriter, type CsvCell as Cell } from "../csv-writer.ts";
import type { Reported } from "./eval-reporter.ts";
import { scoreOf } from "./score-text.ts";
import { usdText } from "./usd-text.ts";
import { reasonsOf } from "./why.ts";

/** Rows that are written as one piece. */
const rowsAtOnce = 200;

/**
 * A row per result as RFC 4180 has it, in UTF-8: what it is and what became of its case, then inputs, then answer, then two columns per check, called by its
 * metric, else by its kind. Of a case that was taken over `reused` names the evaluation that proved it. What would be a formula in a spreadsheet gets a `'` in front. Read twice: columns come first.
 */
export async function* csvReport({ report, header, results }: Reported): AsyncGenerator<string> {
  const text = await csvWriter();
  const { inputs, checks } = await columnsOf(results());
  const models = new Map(report.prompts.map(({ label, model }) => [label, model]));

  const own = columns(models);
  const ofChecks = checks.flatMap((name) => [`check.${name}.score`, `check.${name}.pass`]);
  let rows: Cell[][] = [[...own.keys(), ...inputs.map((name) => `input.${name}`), ...answerColumns.keys(), ...ofChecks]];
  for await (const { epochs, reduced } of reducedCases(header.plan, results())) {
    for (const result of epochs) {
      const named = new Map(namedChecks(result));
      rows.push([
        ...[...own.values()].map((read) => read(result, reduced?.status)),
        ...inputs.map((name) => result.inputs?.[name]),
        ...[...answerColumns.values()].map((read) => read(result, reduced?.status)),
        ...checks.flatMap((name) => checkCells(named.get(name))),
      ]);
    }
    if (rows.length < rowsAtOnce) continue;
    yield text(rows);
    rows = [];
  }
  yield text(rows);
}

/** @param ofCase What the case's epochs came to; undefined while one is missing. */
type Read = (result: CaseResult, ofCase: CaseResult["status"] | undefined) => Cell;

function columns(models: ReadonlyMap<string, string>): ReadonlyMap<string, Read> {
  return new Map<string, Read>([
    ["prompt", ({ prompt }) => prompt],
    ["model", ({ prompt }) => models.get(prompt)],
    ["suite", ({ suite }) => suite],
    ["case", ({ case: id }) => id],
    ["epoch", ({ epoch }) => epoch],
    ["status", ({ status }) => status],
    ["case_status", (_, ofCase) => ofCase],
    ["score", scoreOf],
    ["why", (result) => reasonsOf(result).join("\n")],
    ["latency_ms", ({ latency_ms }) => latency_ms],
    ["cost_usd", ({ cost_nano_usd }) => (cost_nano_usd === undefined ? undefined : usdText(cost_nano_usd))],
    ["input_tokens", ({ usage }) => usage?.input],
    ["output_tokens", ({ usage }) => usage?.output],
    ["cached", ({ cached }) => yes(cached)],
    ["reused", ({ reused }) => reused?.evaluation],
    ["model_answered", ({ model_answered }) => model_answered],
    ["tags", ({ tags }) => tags?.join(" ")],
    ["group", ({ group }) => group],
    ["must_pass", ({ must_pass }) => yes(must_pass)],
    ["file", ({ origin }) => origin?.file],
    ["line", ({ origin }) => origin?.line],
  ]);
}

const answerColumns = new Map<string, Read>([
  ["expected", ({ expected }) => expected],
  ["output", ({ output }) => output],
  ["finish_reason", ({ finish_reason }) => finish_reason],
  ["refusal", ({ refusal }) => refusal],
  ["tool_calls", ({ tool_calls }) => tool_calls && JSON.stringify(tool_calls)],
  ["findings", ({ findings }) => findings?.map(({ code, message }) => `${code}: ${message}`).join("\n")],
  ["citations", ({ citations }) => citations?.map(({ url }) => url).join("\n")],
]);

async function columnsOf(results: AsyncIterable<CaseResult>): Promise<{ readonly inputs: string[]; readonly checks: string[] }> {
  const inputs = new Set<string>();
  const checks = new Set<string>();
  for await (const result of results) {
    for (const name of Object.keys(result.inputs ?? {})) inputs.add(name);
    for (const [name] of namedChecks(result)) checks.add(name);
  }
  return { inputs: [...inputs], checks: [...checks] };
}

/** By metric, else by kind; the second of a name in one result is `contains (2)`. */
function namedChecks({ checks }: CaseResult): (readonly [string, CaseResult["checks"][number]])[] {
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const name = check.metric ?? check.type;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [times === 1 ? name : `${name} (${times})`, check] as const;
  });
}

/** Score and pass; nothing of a check that waits for a person. */
function checkCells(check: CaseResult["checks"][number] | undefined): readonly [Cell, Cell] {
  return check === undefined || check.pending === true ? [undefined, undefined] : [check.score, yes(check.pass, "false")];
}

function yes(value: boolean | undefined, no?: string): Cell {
  return value === undefined ? undefined : value ? "true" : no;
}
