import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { header } from "../../helpers/eval-fixture.ts";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import type { EvidenceTotals } from "../../../src/core/eval/evidence.ts";
import type { EvaluationReport } from "../../../src/core/results/eval.ts";
import { evalListText } from "../../../src/reporters/eval/eval-list-text.ts";
import { reportText } from "../../../src/reporters/eval/report-text.ts";
import { reportsAsked } from "../../../src/reporters/eval/reports-asked.ts";
import { resultsText } from "../../../src/reporters/eval/result-text.ts";
import { watchedText } from "../../../src/reporters/eval/watched-text.ts";

const screen = { width: 80, color: false };

describe("which report goes where", () => {
  it.each([
    [{}, { shown: "terminal", files: [] }],
    [{ reporter: "json" }, { shown: "json", files: [] }],
    [{ output: ["a.xml", "b/c.md", "d.json", "e.txt"] }, { shown: "terminal", files: ["junit a.xml", "markdown b/c.md", "json d.json", "terminal e.txt"] }],
    [{ output: ["shard.evaluation.jsonl"] }, { shown: "terminal", files: ["evaluation shard.evaluation.jsonl"] }],
    [{ output: ["junit=/tmp/report"] }, { shown: "terminal", files: ["junit /tmp/report"] }],
    [{ output: ["./a=b.xml"] }, { shown: "terminal", files: ["junit ./a=b.xml"] }],
    [
      { reporter: "github", output: ["report.xml"] },
      { shown: "github", files: ["junit report.xml"] },
    ],
    [
      { reporter: "markdown", output: ["junit=report"] },
      { shown: "markdown", files: ["junit report"] },
    ],
    [
      { reporter: "markdown", output: ["a.xml", "b.json"] },
      { shown: "markdown", files: ["junit a.xml", "json b.json"] },
    ],
  ] as const)("%j", (flags, { shown, files }) => {
    const asked = reportsAsked(flags);
    expect({ shown: asked.shown, files: asked.files.map(({ reporter, path }) => `${reporter} ${path}`) }).toEqual({ shown, files });
  });

  it("says how to write a file whose ending says nothing, with the reporter that was named", () => {
    expect(() => reportsAsked({ reporter: "html", output: ["summary"] })).toThrow(
      expect.objectContaining({ code: "invalid-flag", hint: expect.stringContaining("`--output html=summary`") }),
    );
  });

  it("knows only the reporters that a command has", () => {
    const names = ["terminal", "markdown", "csv"] as const;
    expect(reportsAsked({ reporter: "markdown", output: ["c.csv"] }, names)).toEqual({ shown: "markdown", files: [{ reporter: "csv", path: "c.csv" }] });
    expect(() => reportsAsked({ output: ["c.xml"] }, names)).toThrow(
      expect.objectContaining({ code: "invalid-flag", hint: "Put the reporter before it, `--output markdown=c.xml`: terminal, markdown, csv." }),
    );
    expect(() => reportsAsked({ output: ["junit=c"] }, names)).toThrow(expect.objectContaining({ message: 'There is no reporter "junit".' }));
  });

  it.each([
    [["report.foo"], "The ending of report.foo does not say how to write it.", "--output junit=report.foo"],
    [["report"], "The ending of report does not say how to write it.", "--output junit=report"],
    [["junt=report"], 'There is no reporter "junt".', "--output junit=report"],
    [["a.xml", "junit=a.xml"], "Two reports are to be written to a.xml.", "a file of its own"],
  ])("%j is refused with what to write instead", (output, message, hint) => {
    expect(() => reportsAsked({ output })).toThrow(
      expect.objectContaining({ code: "invalid-flag", where: "--output", message, hint: expect.stringContaining(hint) }),
    );
  });
});

const totals = (given: Partial<EvidenceTotals> = {}): EvidenceTotals => ({
  cases: 2,
  passed: 1,
  failed: 1,
  errors: 0,
  mean_score: 0.5,
  cost_nano_usd: 0,
  calls: 2,
  cached: 0,
  metrics: {},
  ...given,
});

function promptReport(label: string, model: string, suites: readonly string[], given?: Partial<EvidenceTotals>): EvaluationReport["prompts"][number] {
  const of = { prompt_digest: "d", model_digest: "d", models_answered: [], complete: true, totals: totals(given) };
  return { label, prompt: label.split(" ")[0] ?? "", model, ...of, suites: suites.map((suite) => ({ suite, digest: "d", totals: totals(given) })) };
}

const result = (prompt: string, id: string, status: CaseResult["status"], more: Partial<CaseResult> = {}): CaseResult => ({
  index: 0,
  prompt,
  suite: "main",
  case: id,
  epoch: 1,
  case_digest: "d",
  status,
  score: status === "pass" ? 1 : 0,
  checks: [],
  ...more,
});

async function terminal(given: Partial<EvaluationReport>, results: readonly CaseResult[] = [], asked = {}): Promise<string> {
  const none = { count: 0, first: [] };
  const report: EvaluationReport = { id: "20260101T000000000Z-0123abcd", verdict: "fail", results: "r", prompts: [], failures: none, errors: none, ...given };
  async function* stream() {
    yield* results;
  }
  return reportText("terminal", { report, header, asked: { whole: true, maxCostUsd: undefined, ...asked }, results: stream, screen });
}

describe("several models in the terminal", () => {
  const prompts = [promptReport("p (a/one)", "a/one", ["main", "more"]), promptReport("p (b/two)", "b/two", ["main", "more"])];

  it("stand side by side, suite by suite, and the cases in which they differ below", async () => {
    const results = [
      result("p (a/one)", "x", "pass"),
      result("p (a/one)", "y", "fail"),
      result("p (a/one)", "z", "fail"),
      result("p (b/two)", "x", "error"),
      result("p (b/two)", "y", "pass"),
      result("p (b/two)", "z", "fail"),
    ];
    expect(await terminal({ prompts }, results)).toBe(
      `p · a/one
p · b/two

suite         a/one       b/two
main     1/2 · 0.50  1/2 · 0.50
more     1/2 · 0.50  1/2 · 0.50
all      1/2 · 0.50  1/2 · 0.50
cost             $0          $0
latency           –           –

p: where the models differ
        a/one  b/two
main/y  fail   pass
main/z  fail   fail
main/x  pass   error

fail: 2 of 4 cases failed.
next: \`promptops eval show 20260101T000000000Z-0123abcd --failures\` shows them
      whole; mend the prompt or the case, then run this again.
`.replace("main/z  fail   fail\n", ""),
    );
  });

  it("that agree everywhere leave nothing to say", async () => {
    expect(await terminal({ prompts }, [result("p (a/one)", "y", "fail"), result("p (b/two)", "y", "fail")])).not.toContain("differ");
  });
});

describe("what is left of an evaluation", () => {
  it.each<[string, Partial<EvaluationReport>, object, string]>([
    [
      "stopped at a failure",
      { verdict: "fail", not_run: 7, prompts: [promptReport("p", "a/one", ["main"])] },
      {},
      "fail so far: of 2 cases 1 failed; 7 results were not run.\nnext: `promptops eval --resume 20260101T000000000Z-0123abcd` runs what is missing.\n",
    ],
    [
      "of which only errors were retried",
      { verdict: "unfinished", not_run: 1, prompts: [promptReport("p", "a/one", ["main"], { passed: 2, failed: 0 })] },
      {},
      "unfinished: none of 2 failed so far; 1 result was not run.\n",
    ],
    [
      "of which nothing is left",
      { verdict: "unfinished", not_run: 20, prompts: [promptReport("p", "a/one", ["main"], { cases: 0, passed: 0, failed: 0 })] },
      {},
      "unfinished: no case is known yet; 20 results were not run.\n",
    ],
    [
      "that is a shard without a case",
      { verdict: "pass", prompts: [promptReport("p", "a/one", ["main"], { cases: 0, passed: 0, failed: 0 })] },
      { whole: false, shard: true },
      "pass: no case fell to this shard.\nnext: `promptops eval merge` brings the shards together.\n",
    ],
    [
      "that is a shard",
      { verdict: "pass", prompts: [promptReport("p", "a/one", ["main"], { passed: 2, failed: 0 })] },
      { whole: false, shard: true },
      "pass: all 2 cases passed.\nnext: `promptops eval merge`, once every shard has run, before you publish.\n",
    ],
    ["of nothing that changed", { verdict: "pass" }, {}, "pass: there was nothing to evaluate.\nnext: `promptops eval` evaluates everything.\n"],
  ])("%s is said in one sentence, with the next step", async (_, report, asked, ending) => {
    expect((await terminal(report, [], asked)).replaceAll(/\n +/g, " ")).toContain(ending);
  });
});

describe("a result shown whole", () => {
  it("tells what was given, answered and judged, and how the call went", () => {
    const whole = result("p", "x", "fail", {
      epoch: 2,
      score: 0.25,
      inputs: { word: "hello", tone: "kind" },
      expected: "good day",
      output: "first line\nsecond line",
      tool_calls: [{ name: "look_up", arguments: { id: 3 } }],
      citations: [{ url: "https://a.example/x", title: "A page" }],
      refusal: "I would rather not.",
      finish_reason: "length",
      checks: [
        { type: "equals", score: 0, pass: false, weight: 2, must_pass: true, reason: 'expected "good day"' },
        { type: "latency", score: 1, pass: true, weight: 1, reason: "1.2 s" },
      ],
      attempts: [
        { outcome: "rate-limit", status: 429, latency_ms: 90 },
        { outcome: "answered", status: 200, latency_ms: 1_200 },
      ],
      latency_ms: 1_200,
      usage: { input: 10, output: 5 },
      cost_nano_usd: 3_000_000,
      model_answered: "one-2026",
      judging: { calls: 2, cost_nano_usd: 1_000_000 },
    });
    expect(resultsText([whole], screen)).toBe(`FAIL  p main/x (epoch 2)  0.25
  inputs
    word: hello
    tone: kind
  expected
    good day
  answer
    first line
    second line
  tool calls
    look_up {"id":3}
  citations
    A page https://a.example/x
  refusal
    I would rather not.
  checks
    fail equals 0.00 (must pass, weight 2): expected "good day"
    pass latency 1.00: 1.2 s
  attempts
    rate-limit 429 after 90 ms
    answered 200 after 1.2 s
  call
    one-2026 · 1.2 s · 10 tokens in, 5 out · $0.0030 · ended by length · 2 calls
    of judges for $0.0010
`);
  });

  it("that ended in an error says why, and that nobody answered", () => {
    const text = resultsText([result("p", "x", "error", { error: { kind: "timeout", message: "no answer in 60 s" } })], screen);
    expect(text).toBe("ERROR  p main/x  –\n  error\n    timeout: no answer in 60 s\n  call\n    nobody answered\n");
  });

  it("lets no answer paint over the screen, whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (hostile) => {
        const text = resultsText([result("p", "x", "fail", { output: `\u001b[2J${hostile}\r\u202e`, inputs: { word: hostile } })], screen);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("is not there when everything passed", () => {
    expect(resultsText([], screen)).toBe("Every case passed.\n");
  });
});

describe("the list of evaluations", () => {
  it("has a row for each, also for those that stopped or are damaged", () => {
    const asked = { suites: [], cases: [], tags: ["slow"], sample: { size: 5, seed: "0" }, shard: { index: 1, count: 2 }, cache: true };
    const finished = { state: "finished", verdict: "fail", cases: 3, passed: 2, failed: 1, errors: 0, cost_nano_usd: 1_000_000_000 } as const;
    const listed = [
      { id: "e1", started_at: "2026-01-02T03:04:05.000Z", prompts: [{ label: "p", model: "m" }], asked, results: 3, ...finished },
      {
        id: "e2",
        state: "unfinished",
        started_at: "2026-01-01T03:04:05.000Z",
        prompts: [],
        asked: { suites: [], cases: [], tags: [], changed: "main", cache: true },
        results: 9,
      },
      { id: "e3", state: "damaged", prompts: [] },
    ] as const;
    expect(evalListText({ evaluations: structuredClone([...listed]) as never, more: true }, { ...screen, endless: true })).toBe(
      [
        "evaluation  started               verdict     passed  failed  errors  cost   of",
        "e1          2026-01-02 03:04 UTC  fail        2/3     1       0       $1.00  p: tag slow, sample 5 (seed 0), shard 1/2",
        "e2          2026-01-01 03:04 UTC  unfinished  –       –       –       –      nothing: changed since main",
        "e3          –                     damaged     –       –       –       –      its files are damaged",
        "",
        "There are older ones: `--limit` shows more.",
      ].join("\n"),
    );
  });
});

test("what is watched is told apart by the files that changed, and hostile file names do no harm", () => {
  expect(watchedText([], "report\n", 40)).toBe("report\n");
  expect(watchedText(["a.yml", "b.yml", "c.yml", "d.yml", "e.yml"], "report\n", 60)).toBe(
    "── changed: a.yml, b.yml, c.yml and 2 more ─────────────────\n\nreport\n",
  );
  expect(watchedText(["\u001b[2J.yml"], "report\n", 40)).not.toContain("\u001b");
});
