import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import type { EvaluationReport } from "../../../src/core/results/eval.ts";
import { evalReporters, type EvalReporterName } from "../../../src/reporters/eval/eval-reporter.ts";

function result(given: Partial<CaseResult> = {}): CaseResult {
  return {
    index: 0,
    prompt: "billing/summarize",
    suite: "main",
    case: "late-fee",
    epoch: 1,
    case_digest: "d",
    status: "fail",
    score: 0,
    checks: [check('expected "fee"')],
    output: "Your invoice",
    latency_ms: 20,
    ...given,
  };
}

function check(reason: string): CaseResult["checks"][number] {
  return { type: "contains", score: 0, pass: false, weight: 1, reason };
}

function report(results: readonly CaseResult[], given: Partial<EvaluationReport> = {}): EvaluationReport {
  const of = (status: string) => results.filter((each) => each.status === status);
  const totals = {
    cases: results.length,
    passed: of("pass").length,
    failed: of("fail").length,
    errors: of("error").length,
    ...(of("pending").length === 0 ? {} : { pending: of("pending").length }),
    mean_score: 0.5,
    cost_nano_usd: 1_234_000,
    mean_latency_ms: 1_500,
    calls: 3,
    cached: 1,
    metrics: { tone: 0.8 },
  };
  const verdict = (["error", "fail", "pending"] as const).find((status) => of(status).length > 0) ?? "pass";
  const sample = (status: string) => ({ count: of(status).length, first: of(status).slice(0, 100) });
  return {
    id: "20260101T000000000Z-0123abcd",
    verdict,
    results: "/r/.git/promptops/evaluations/x/results.jsonl",
    prompts: [
      {
        label: "billing/summarize",
        prompt: "billing/summarize",
        prompt_digest: "d",
        model: "m/n",
        model_digest: "d",
        models_answered: ["n"],
        complete: true,
        totals,
        suites: [{ suite: "main", digest: "d", totals }],
      },
    ],
    failures: sample("fail"),
    errors: sample("error"),
    ...(of("pending").length === 0 ? {} : { pending: sample("pending") }),
    ...given,
  };
}

async function text(
  name: EvalReporterName,
  results: readonly CaseResult[],
  { width = 80, color = false, given = {} as Partial<EvaluationReport>, asked = { whole: true, maxCostUsd: undefined as number | undefined } } = {},
): Promise<string> {
  const reporter = await evalReporters[name]();
  const stream = async function* () {
    yield* results;
  };
  let whole = "";
  for await (const piece of reporter({ report: report(results, given), asked, results: stream, screen: { width, color } })) whole += piece;
  return whole;
}

const failed = result({ status: "error", case: "b", checks: [], error: { kind: "timeout", message: "no answer in 60 s" } });
const { output: _output, ...error } = failed;

const human = { type: "human", score: 0, pass: false, pending: true, weight: 1, reason: "nobody has said yet: Would you send it?" };
const waiting = result({ status: "pending", score: 1, checks: [human] });

describe("what waits for a person's rating", () => {
  it("is told apart from what failed, with what to do", async () => {
    expect(await text("terminal", [waiting, result({ status: "pass", case: "c", checks: [] })])).toMatchInlineSnapshot(`
      "PENDING  main/late-fee
          human: nobody has said yet: Would you send it?
          answer: Your invoice

      billing/summarize · m/n

      suite  cases  passed  failed  pending  score     cost  latency  cached
      main       2       1       0        1   0.50  $0.0012    1.5 s       1
      tone 0.80

      pending: 1 of 2 cases waits for a person's rating.
      next: have somebody rate the answers; nothing was proved before that.
      "
    `);
  });

  it("does not hide a failure, and is no reason of one", async () => {
    const shown = await text("terminal", [waiting, result({ checks: [check('expected "fee"'), human] })]);
    expect(shown).toContain("fail: 1 of 2 cases failed.");
    expect(shown.match(/nobody has said yet/g)).toHaveLength(1);
  });

  it("is neither passed nor failed in JUnit, whose servers know skipped tests", async () => {
    const xml = await text("junit", [waiting]);
    expect(xml).toContain('<skipped message="human: nobody has said yet: Would you send it?"/>');
    expect(xml).toContain('tests="1" failures="0" errors="0" skipped="1"');
  });

  it("has its own section in Markdown, and its own column", async () => {
    const shown = await text("markdown", [waiting]);
    expect(shown).toContain("## ⏳ pending: 1 of 1 case waits for a person's rating.");
    expect(shown).toContain("| suite | cases | passed | failed | errors | pending | score |");
    expect(shown).toContain("### Waiting for a rating (1)");
    expect(await text("markdown", [result()])).not.toContain("pending");
  });
});

describe("the summary for people", () => {
  it("tells failures first, then errors, then totals, the verdict and the next step", async () => {
    expect(await text("terminal", [result(), error, result({ status: "pass", case: "c", checks: [] })])).toMatchInlineSnapshot(`
      "FAIL  main/late-fee
          contains: expected "fee"
          answer: Your invoice

      ERROR  main/b
          timeout: no answer in 60 s

      billing/summarize · m/n

      suite  cases  passed  failed  errors  score     cost  latency  cached
      main       3       1       1       1   0.50  $0.0012    1.5 s       1
      tone 0.80

      error: 1 of 3 cases got no score, and 1 failed.
      next: \`promptops eval --resume 20260101T000000000Z-0123abcd\` runs those again.
      "
    `);
  });

  it("names the command that publishes when everything passed", async () => {
    expect(await text("terminal", [result({ status: "pass", checks: [] })])).toContain("next: `promptops publish billing/summarize`");
  });

  it("sends nobody to publish what was only looked at in part", async () => {
    const shown = await text("terminal", [result({ status: "pass", checks: [] })], { asked: { whole: false, maxCostUsd: undefined } });
    expect(shown).toContain("next: `promptops eval billing/summarize`, without filters, before you publish.");
  });

  it("says what the cost cap was that left cases out, and how to go on with more", async () => {
    const capped = result({ status: "error", checks: [], error: { kind: "budget", message: "The cost cap left too little for this call." } });
    const shown = await text("terminal", [capped], { asked: { whole: true, maxCostUsd: 0.5 } });
    expect(shown).toContain("next: raise `--max-cost` (now $0.50) and run `promptops eval --resume 20260101T000000000Z-0123abcd --max-cost USD`.");
  });

  it("shows the first failures of very many, and where the others are", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => result({ index, case: `c${index}` }));
    const shown = await text("terminal", many);
    expect(shown.match(/^FAIL/gm)).toHaveLength(20);
    expect(shown).toContain("… and 4980 more like these in /r/.git/promptops/evaluations/x/results.jsonl");
  });

  it("keeps inside the screen's width", async () => {
    const long = result({ case: "x".repeat(119), output: "word ".repeat(1_000), checks: [check("y".repeat(500))] });
    const lines = (await text("terminal", [long], { width: 90 })).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(90);
  });

  it("lets no answer paint over the terminal", async () => {
    const shown = await text("terminal", [
      result({ output: "\u001b[2J\u001b[31mred\u0007\u202egnp.exe\r\nnext", checks: [check("\u001b]8;;http://x\u0007")] }),
    ]);
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it("is coloured only where colours are wanted", async () => {
    expect(await text("terminal", [result()], { color: true })).toContain("\u001b[");
    expect(await text("terminal", [result()])).not.toContain("\u001b[");
  });
});

describe("JUnit XML", () => {
  const parsed = (xml: string) => {
    const elements: { name: string; attributes: Record<string, string> }[] = [];
    const parser = new SaxesParser();
    parser.on("error", (problem) => {
      throw problem;
    });
    parser.on("opentag", ({ name, attributes }) => elements.push({ name, attributes: attributes as Record<string, string> }));
    parser.write(xml).close();
    return elements;
  };

  it("has a suite per prompt and suite, failures and errors apart", async () => {
    const elements = parsed(await text("junit", [result(), error, result({ suite: "more", status: "pass", epoch: 2, checks: [] })]));
    expect(elements.map(({ name }) => name)).toEqual(["testsuites", "testsuite", "testcase", "failure", "testcase", "error", "testsuite", "testcase"]);
    expect(elements[1]?.attributes).toEqual({ name: "billing/summarize/main", tests: "2", failures: "1", errors: "1", time: "0.040" });
    expect(elements.at(-1)?.attributes).toEqual({ classname: "billing/summarize/more", name: "late-fee (epoch 2)", time: "0.020" });
  });

  it("is well-formed whatever a model says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.array(fc.nat(0xffff)), async (said, units) => {
        const output = said + String.fromCharCode(...units);
        parsed(await text("junit", [result({ output, checks: [check(output)] })]));
      }),
    );
  });
});

describe("markdown", () => {
  it("has a verdict, a table and folded failures", async () => {
    const shown = await text("markdown", [result(), error]);
    expect(shown).toContain("## ⚠️ error: 1 of 2 cases got no score, and 1 failed.");
    expect(shown).toContain("| main | 2 | 0 | 1 | 1 | 0.50 | $0.0012 | 1.5 s | 1 |");
    expect(shown).toContain("<details><summary>billing/summarize main/late-fee</summary>");
  });

  it("lets no answer leave its fence or become markup", async () => {
    const shown = await text("markdown", [result({ output: "```\n# Hi\n````", checks: [check("<img src=x> @team [a](b)")] })]);
    expect(shown).toContain("`````text\n```\n# Hi\n````\n`````");
    expect(shown).toContain("&lt;img src=x&gt; \\@team \\[a\\](b)");
  });

  it("stays below what GitHub takes, and says how much it left out", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => result({ index, output: "é".repeat(20_000), checks: [check("ü".repeat(20_000))] }));
    const given = { failures: { count: 5_000, first: many } };
    const shown = await text("markdown", many, { given });
    expect(Buffer.byteLength(shown)).toBeLessThan(1024 * 1024);
    expect(shown).toMatch(/… and \d{4} more\./);
  });
});

describe("JSON", () => {
  it("is the report", async () => {
    expect(JSON.parse(await text("json", [result()]))).toEqual(report([result()]));
  });
});
