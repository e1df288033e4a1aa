import type { CaseResult } from "../../core/eval/case-result.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import { startedAt } from "../../core/eval/evaluation-id.ts";
import { answerParts } from "./answer-parts.ts";
import type { Reported } from "./eval-reporter.ts";
import { placeOf, placeText } from "./places.ts";
import { ReusedSources } from "./reused-sources.ts";
import { meanScoreOf, scoreOf } from "./score-text.ts";
import { statuses } from "./statuses.ts";
import { toldCases, type ToldCase } from "./told-cases.ts";
import { verdictText } from "./verdict-text.ts";
import { usdText } from "./usd-text.ts";
import { failedChecks, shortWhyOf } from "./why.ts";
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
 * JUnit XML: a suite per prompt and suite, a test per case, whatever its epochs did one by one. It keeps to what the schema that Jenkins uses allows, so what a case
 * scored and cost stands in its output, in the form that several servers read properties from. Read twice, since a suite's counts
 * stand before its tests.
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export async function* junitReport(reported: Reported): AsyncGenerator<string> {
  const { report, asked } = reported;
  const counts = await countsOf(toldCases(reported));
  const unfinished: SuiteCount[] = report.not_run === undefined ? [] : [{ ...none(), tests: 1, errors: 1 }];
  const { skipped: _, ...all } = written([...counts.values(), ...unfinished].reduce(plus, none()));
  const timestamp = startedAt(report.id)?.slice(0, "2026-11-20T09:00:00".length);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${xmlAttributes({ name: "promptops", ...all })}>\n`;
  let open: string | undefined;
  let sources = new ReusedSources();
  for await (const told of toldCases(reported)) {
    const { result } = told;
    const suite = suiteOf(result);
    if (suite !== open) {
      if (open !== undefined) yield endOfSuite(sources);
      sources = new ReusedSources();
      const head = { name: suite, ...written(counts.get(suite) ?? none()), ...(timestamp === undefined ? {} : { timestamp }) };
      yield `  <testsuite ${xmlAttributes(head)}>\n${properties(report, result)}`;
      open = suite;
    }
    sources.add(told.result);
    yield testCase(told, suite);
  }
  if (open !== undefined) yield endOfSuite(sources);
  for (const count of unfinished) yield missingSuite(count, verdictText(report, asked));
  yield "</testsuites>\n";
}

/** Servers look at tests and at nothing else: what was not run must be one, or an evaluation that was stopped looks like one that passed. */
function missingSuite(count: SuiteCount, { sentence, next }: ReturnType<typeof verdictText>): string {
  const head = `  <testsuite ${xmlAttributes({ name: "promptops", ...written(count) })}>\n    <testcase ${xmlAttributes({ classname: "promptops", name: "not finished", time: "0.000" })}>\n`;
  return `${head}      <error ${xmlAttributes({ message: sentence, type: "unfinished" })}>${xmlText(next)}</error>\n    </testcase>\n  </testsuite>\n`;
}

/** Where its cases were taken over from that did not pass: cases only name the evaluation. */
function endOfSuite(sources: ReusedSources): string {
  const sentences = sources.sentences();
  return `${sentences.length === 0 ? "" : `    <system-out>${xmlText(sentences.join("\n"))}</system-out>\n`}  </testsuite>\n`;
}

async function countsOf(cases: AsyncIterable<ToldCase>): Promise<ReadonlyMap<string, SuiteCount>> {
  const counts = new Map<string, SuiteCount>();
  for await (const told of cases) {
    const junit = elementOf(told);
    const one = {
      tests: 1,
      failures: Number(junit === "failure"),
      errors: Number(junit === "error"),
      skipped: Number(junit === "skipped"),
      seconds: secondsOf(told),
    };
    const suite = suiteOf(told.result);
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
    ...(meanScoreOf(totals) === undefined ? {} : { score: String(totals.mean_score) }),
    ...(totals.cost_nano_usd === undefined ? {} : { cost_usd: usdText(totals.cost_nano_usd) }),
    ...Object.fromEntries(Object.entries(totals.metrics).map(([name, value]) => [`metric.${name}`, String(value)])),
  };
  const lines = Object.entries(values).map(([name, value]) => `      <property ${xmlAttributes({ name, value })}/>\n`);
  return `    <properties>\n${lines.join("")}    </properties>\n`;
}

function testCase(told: ToldCase, suite: string): string {
  const element = elementOf(told);
  const head = `    <testcase ${xmlAttributes({ classname: suite, name: told.result.case, time: secondsOf(told).toFixed(3) })}>\n`;
  return `${head}${element === undefined ? "" : outcome(told, element)}      <system-out>${xmlText(facts(told).join("\n"))}</system-out>\n    </testcase>\n`;
}

/** What is not decided yet is no failure, and no pass either. */
function elementOf({ result, finished }: ToldCase): "failure" | "error" | "skipped" | undefined {
  return finished ? statuses[result.status].junit : "skipped";
}

function secondsOf({ epochs }: ToldCase): number {
  return epochs.reduce((sum, { latency_ms = 0 }) => sum + latency_ms, 0) / 1000;
}

function outcome({ result, epochs, finished, note }: ToldCase, element: "failure" | "error" | "skipped"): string {
  if (!finished) return `      <skipped ${xmlAttributes({ message: "Not finished: some of its epochs were not run." })}/>\n`;
  const [first, ...more] = shortWhyOf(result);
  const message = [note, first].filter((part) => part !== undefined).join(": ");
  const type = result.error?.kind ?? failedChecks(result)[0]?.type ?? "score";
  const place = placeOf(result);
  const where = place === undefined ? [] : [`at ${placeText(place)}`];
  // Of several epochs all that did not pass are told; of one there is nothing to name.
  const text =
    note === undefined
      ? [...(first === undefined ? [] : [first]), ...more, ...where].join("\n") + answerText(result)
      : [[note, ...where].join("\n"), ...epochs.filter(({ status }) => status !== "pass").map(epochText)].join("\n\n");
  const attributes = xmlAttributes({ message: message === "" ? statuses[result.status].word : message, ...(element === "skipped" ? {} : { type }) });
  return `      <${element} ${attributes}>${xmlText(text)}</${element}>\n`;
}

function epochText(result: CaseResult): string {
  return `epoch ${result.epoch} ${statuses[result.status].word}: ${shortWhyOf(result).join("; ")}${answerText(result)}`;
}

function answerText(result: CaseResult): string {
  const { text, calls } = answerParts(result, mostCharacters);
  return `${text === undefined ? "" : `\n\nanswer:\n${cut(text)}`}${calls.length === 0 ? "" : `\n\ncalled:\n${calls.join("\n")}`}`;
}

/** https://github.com/testmoapp/junitxml#properties-for-test-cases */
function facts({ result, epochs, note }: ToldCase): string[] {
  const { status, tags = [], reused } = result;
  const score = scoreOf(result);
  const cost = epochs.reduce<number | undefined>((sum, { cost_nano_usd: own }) => (sum === undefined || own === undefined ? undefined : sum + own), 0);
  return [
    ...(score === undefined ? [] : [`[[PROPERTY|score=${score}]]`]),
    ...(cost === undefined ? [] : [`[[PROPERTY|cost_usd=${usdText(cost)}]]`]),
    ...(epochs.every(({ cached }) => cached === true) ? ["[[PROPERTY|cached=true]]"] : []),
    ...(reused === undefined ? [] : [`[[PROPERTY|reused=${reused.evaluation}]]`]),
    ...(tags.length === 0 ? [] : [`[[PROPERTY|tags=${tags.join(" ")}]]`]),
    // What is no failure of the case is worth a word all the same.
    ...(note === undefined || status !== "pass" ? [] : [`${note}, and the case passed:`]),
    ...(status === "pass" ? epochs.filter((epoch) => epoch.status !== "pass").map((epoch) => `epoch ${epoch.epoch}: ${shortWhyOf(epoch).join("; ")}`) : []),
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
