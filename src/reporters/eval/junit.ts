import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import { startedAt } from "../../core/eval/evaluation-id.ts";
import type { Reported } from "./eval-reporter.ts";
import { placeOf, placeText } from "./places.ts";
import { statuses } from "./statuses.ts";
import { usdText } from "./usd-text.ts";
import { failedChecks, nameOf, whyOf } from "./why.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

interface SuiteCount {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  seconds: number;
}

/** Of an answer: CI servers keep every report. */
const mostCharacters = 10_000;

/**
 * JUnit XML: a suite per prompt and suite, a test per result. It keeps to what the schema that Jenkins uses allows, so what a case
 * scored and cost stands in its output, in the form that several servers read properties from. Read twice, since a suite's counts
 * stand before its tests.
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export async function* junitReport({ report, results }: Reported): AsyncGenerator<string> {
  const counts = await countsOf(results());
  const { skipped: _, ...all } = written([...counts.values()].reduce(plus, none()));
  const timestamp = startedAt(report.id)?.slice(0, "2026-11-20T09:00:00".length);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${xmlAttributes({ name: "promptops", ...all })}>\n`;
  let open: string | undefined;
  for await (const result of results()) {
    const suite = suiteOf(result);
    if (suite !== open) {
      if (open !== undefined) yield "  </testsuite>\n";
      const head = { name: suite, ...written(counts.get(suite) ?? none()), ...(timestamp === undefined ? {} : { timestamp }) };
      yield `  <testsuite ${xmlAttributes(head)}>\n${properties(report, result)}`;
      open = suite;
    }
    yield testCase(result, suite);
  }
  if (open !== undefined) yield "  </testsuite>\n";
  yield "</testsuites>\n";
}

async function countsOf(results: AsyncIterable<CaseResult>): Promise<ReadonlyMap<string, SuiteCount>> {
  const counts = new Map<string, SuiteCount>();
  for await (const result of results) {
    const { junit } = statuses[result.status];
    const one = {
      tests: 1,
      failures: Number(junit === "failure"),
      errors: Number(junit === "error"),
      skipped: Number(junit === "skipped"),
      seconds: (result.latency_ms ?? 0) / 1000,
    };
    const suite = suiteOf(result);
    counts.set(suite, plus(counts.get(suite) ?? none(), one));
  }
  return counts;
}

/** What the suite came to as a whole. */
function properties({ id, prompts }: EvaluationReport, { prompt, suite }: CaseResult): string {
  const of = prompts.find(({ label }) => label === prompt);
  const totals = of?.suites.find((each) => each.suite === suite)?.totals;
  if (of === undefined || totals === undefined) return "";
  const values = {
    evaluation: id,
    prompt_digest: of.prompt_digest,
    model: of.model,
    score: String(totals.mean_score),
    ...(totals.cost_nano_usd === undefined ? {} : { cost_usd: usdText(totals.cost_nano_usd) }),
    ...Object.fromEntries(Object.entries(totals.metrics).map(([name, value]) => [`metric.${name}`, String(value)])),
  };
  const lines = Object.entries(values).map(([name, value]) => `      <property ${xmlAttributes({ name, value })}/>\n`);
  return `    <properties>\n${lines.join("")}    </properties>\n`;
}

function testCase(result: CaseResult, suite: string): string {
  const { status, latency_ms = 0 } = result;
  const { junit } = statuses[status];
  const name = nameOf(result, false).slice(result.suite.length + 1);
  const head = `    <testcase ${xmlAttributes({ classname: suite, name, time: (latency_ms / 1000).toFixed(3) })}>\n`;
  return `${head}${junit === undefined ? "" : outcome(result, junit)}      <system-out>${xmlText(facts(result).join("\n"))}</system-out>\n    </testcase>\n`;
}

function outcome(result: CaseResult, element: "failure" | "error" | "skipped"): string {
  const why = whyOf(result);
  const type = result.error?.kind ?? failedChecks(result)[0]?.type ?? "score";
  const place = placeOf(result);
  const lines = [...why, ...(place === undefined ? [] : [`at ${placeText(place)}`])];
  const answer = result.output === undefined ? "" : `\n\nanswer:\n${cut(result.output)}`;
  const attributes = xmlAttributes({ message: why[0] ?? statuses[result.status].word, ...(element === "skipped" ? {} : { type }) });
  return `      <${element} ${attributes}>${xmlText(lines.join("\n") + answer)}</${element}>\n`;
}

/** https://github.com/testmoapp/junitxml#properties-for-test-cases */
function facts({ score, cost_nano_usd, cached, tags = [] }: CaseResult): string[] {
  return [
    `[[PROPERTY|score=${score}]]`,
    ...(cost_nano_usd === undefined ? [] : [`[[PROPERTY|cost_usd=${usdText(cost_nano_usd)}]]`]),
    ...(cached === true ? ["[[PROPERTY|cached=true]]"] : []),
    ...(tags.length === 0 ? [] : [`[[PROPERTY|tags=${tags.join(" ")}]]`]),
  ];
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…\n(${text.length - mostCharacters} characters more)`;
}

function suiteOf({ prompt, suite }: CaseResult): string {
  return `${prompt}/${suite}`;
}

function written({ tests, failures, errors, skipped, seconds }: SuiteCount): Record<string, string> {
  return { tests: String(tests), failures: String(failures), errors: String(errors), skipped: String(skipped), time: seconds.toFixed(3) };
}

function plus(a: SuiteCount, b: SuiteCount): SuiteCount {
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    errors: a.errors + b.errors,
    skipped: a.skipped + b.skipped,
    seconds: a.seconds + b.seconds,
  };
}

function none(): SuiteCount {
  return { tests: 0, failures: 0, errors: 0, skipped: 0, seconds: 0 };
}
