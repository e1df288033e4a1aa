import type { CaseResult } from "../../core/eval/case-result.ts";
import type { Reported } from "./eval-reporter.ts";
import { nameOf, whyOf } from "./why.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

interface SuiteCount {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  seconds: number;
}

/** JUnit XML: a suite per prompt and suite, a test per result. Read twice, since a suite's counts stand before its tests. */
export async function* junitReport({ results }: Reported): AsyncGenerator<string> {
  const counts = await countsOf(results());
  const all = [...counts.values()].reduce(plus, none());
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${xmlAttributes({ name: "promptops", ...written(all) })}>\n`;
  let open: string | undefined;
  for await (const result of results()) {
    const suite = suiteOf(result);
    if (suite !== open) {
      if (open !== undefined) yield "  </testsuite>\n";
      yield `  <testsuite ${xmlAttributes({ name: suite, ...written(counts.get(suite) ?? none()) })}>\n`;
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
    const { status, latency_ms = 0 } = result;
    const one = {
      tests: 1,
      failures: status === "fail" ? 1 : 0,
      errors: status === "error" ? 1 : 0,
      skipped: status === "pending" ? 1 : 0,
      seconds: latency_ms / 1000,
    };
    const suite = suiteOf(result);
    counts.set(suite, plus(counts.get(suite) ?? none(), one));
  }
  return counts;
}

function testCase(result: CaseResult, suite: string): string {
  const { status, latency_ms = 0, output } = result;
  const head = `    <testcase ${xmlAttributes({ classname: suite, name: nameOf(result, false).slice(result.suite.length + 1), time: (latency_ms / 1000).toFixed(3) })}`;
  if (status === "pass") return `${head}/>\n`;
  const why = whyOf(result);
  if (status === "pending") return `${head}>\n      <skipped ${xmlAttributes({ message: why[0] ?? "" })}/>\n    </testcase>\n`;
  const element = status === "fail" ? "failure" : "error";
  const attributes = xmlAttributes({ message: why[0] ?? "", type: result.error?.kind ?? "assertion" });
  const answer = output === undefined ? "" : `\n\nanswer:\n${output}`;
  return `${head}>\n      <${element} ${attributes}>${xmlText(why.join("\n") + answer)}</${element}>\n    </testcase>\n`;
}

function suiteOf({ prompt, suite }: CaseResult): string {
  return `${prompt}/${suite}`;
}

function written({ tests, failures, errors, skipped, seconds }: SuiteCount): Record<string, string> {
  const waiting = skipped === 0 ? {} : { skipped: String(skipped) };
  return { tests: String(tests), failures: String(failures), errors: String(errors), ...waiting, time: seconds.toFixed(3) };
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
