import { stripVTControlCharacters } from "node:util";
import type { CaseResult, CheckResult } from "../../core/eval/case-result.ts";
import { paidCost } from "../../core/eval/paid-cost.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, hangingSentence } from "../wrap.ts";
import { reusedText } from "./reused-text.ts";
import { scoreOf, scoreText } from "./score-text.ts";
import { nameOf } from "./why.ts";

/** Nothing in a result but an answer is longer. */
const longest = 4_000;
const words = { pass: "PASS", fail: "FAIL", error: "ERROR" } as const;
const colors = { pass: "green", fail: "red", error: "yellow" } as const;

/** Results whole: what was given, what was answered, how it was judged, and how it went. */
export function resultsText(results: readonly CaseResult[], screen: Screen): string {
  return results.length === 0 ? "Every case passed.\n" : results.map((result) => resultText(result, screen)).join("\n");
}

function resultText(result: CaseResult, screen: Screen): string {
  const paint = paintFor(screen);
  const width = lineWidth(screen);
  const { status, inputs = {}, expected, output, refusal, tool_calls = [], citations = [], findings = [], checks, error, reused } = result;
  const lines = (text: string) => hanging("    ", oneLine(text, longest), width);
  const part = (title: string, inside: readonly string[]) => (inside.length === 0 ? [] : [paint("dim", `  ${title}`), ...inside]);
  return [
    `${paint(["bold", colorOf(status)], wordOf(status))}  ${oneLine(nameOf(result, true), 400)}  ${scoreText(scoreOf(result))}`,
    ...part(
      "inputs",
      Object.entries(inputs).flatMap(([name, value]) => lines(`${name}: ${value}`)),
    ),
    ...part("expected", expected === undefined ? [] : lines(expected)),
    ...part("answer", output === undefined ? [] : harmlessLines(output)),
    ...part(
      "tool calls",
      tool_calls.flatMap(({ name, arguments: given }) => lines(`${name} ${JSON.stringify(given)}`)),
    ),
    ...part(
      "citations",
      citations.flatMap(({ url, title }) => lines(title === undefined ? url : `${title} ${url}`)),
    ),
    ...part(
      "findings",
      findings.flatMap(({ code, message }) => lines(`${code}: ${message}`)),
    ),
    ...part("refusal", refusal === undefined ? [] : lines(refusal)),
    ...part("error", error === undefined ? [] : lines(`${error.kind}: ${error.message}`)),
    ...part(
      "checks",
      checks.flatMap((check) => checkLines(check, width, paint)),
    ),
    ...part("attempts", attemptTexts(result).flatMap(lines)),
    ...(reused === undefined
      ? part("call", lines(callText(result)))
      : part("taken over", hangingSentence("    ", oneLine(reusedText(reused, result), longest), width))),
    "",
  ].join("\n");
}

/** A model's text as it is, in lines that can paint over nothing. */
function harmlessLines(text: string): string[] {
  const lines = stripVTControlCharacters(text).replaceAll("\r\n", "\n").split("\n");
  return (text === "" ? ["(empty)"] : lines).map((line) => `    ${line.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, " ")}`);
}

function checkLines({ type, description, pass, pending = false, score, weight, must_pass, reason }: CheckResult, width: number, paint: Paint): string[] {
  const notes = [...(must_pass === true ? ["must pass"] : []), ...(weight === 1 ? [] : [`weight ${weight}`])].join(", ");
  const text = `${description ?? type} ${scoreText(pending ? undefined : score)}${notes === "" ? "" : ` (${notes})`}: ${reason}`;
  return hanging(`    ${pending ? paint("magenta", "open") : paint(pass ? "green" : "red", pass ? "pass" : "fail")} `, oneLine(text, longest), width);
}

function attemptTexts({ attempts = [] }: CaseResult): string[] {
  return attempts.map(({ outcome, status, latency_ms }) => `${outcome}${status === undefined ? "" : ` ${status}`} after ${durationText(latency_ms)}`);
}

function callText(result: CaseResult): string {
  const { model_answered, cached, latency_ms, usage, cost_nano_usd, finish_reason, judging } = result;
  const parts = [
    model_answered ?? "nobody answered",
    ...(cached === true ? ["from the cache"] : []),
    ...(latency_ms === undefined ? [] : [durationText(latency_ms)]),
    ...(usage === undefined ? [] : [`${usage.input} tokens in, ${usage.output} out`]),
    ...(model_answered === undefined ? (paidCost(result) === undefined ? ["cost unknown"] : []) : [moneyText(cost_nano_usd)]),
    ...(finish_reason === undefined ? [] : [`ended by ${finish_reason}`]),
    ...(judging === undefined ? [] : [`${judging.calls} ${judging.calls === 1 ? "call" : "calls"} of judges for ${moneyText(judging.cost_nano_usd)}`]),
  ];
  return parts.join(" · ");
}

function wordOf(status: string): string {
  return Object.hasOwn(words, status) ? words[status as keyof typeof words] : status.toUpperCase();
}

function colorOf(status: string): (typeof colors)[keyof typeof colors] {
  return Object.hasOwn(colors, status) ? colors[status as keyof typeof colors] : "yellow";
}
