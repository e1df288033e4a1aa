import { describe, expect, it } from "vitest";
import type { EvaluationReport } from "../../../src/core/results/eval.ts";
import { evalReporters, type EvalReporterName, type Reported } from "../../../src/reporters/eval/eval-reporter.ts";
import { reportText } from "../../../src/reporters/eval/report-text.ts";
import { evaluationReport } from "../../../src/services/evaluation/evaluation-report.ts";
import { failedResults } from "../../../src/services/show-evaluation.ts";
import { csvRecords } from "../../helpers/strict-csv.ts";
import { echoProvider } from "../../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml } from "../../helpers/evaluation-lab.ts";

/** Two of three epochs must pass. @param wrong How many of the epochs of the case `flaky` are answered wrongly. */
async function evaluated(wrong: number) {
  let left = wrong;
  const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(["steady", "flaky"], "epochs: 3\nreducer: { at_least: 2 }\n") };
  const lab = evaluationLab({ files, providers: [echoProvider({ answer: (text) => (text === "flaky" && left-- > 0 ? { text: "not it" } : undefined) })] });
  const result = await lab.evaluate({ concurrency: 1 });
  const report: EvaluationReport = evaluationReport(result, "results.jsonl");
  const reported: Reported = {
    report,
    header: result.header,
    asked: { whole: true, maxCostUsd: undefined },
    results: () => lab.deps.evaluations.results(result.id),
    screen: { width: 100, color: false },
  };
  return { report, reported, exit: result.exit, text: (name: EvalReporterName) => reportText(name, reported) };
}

describe("a case that passes though one of its epochs failed", () => {
  it("is no failure in any report", async () => {
    const { report, exit, reported, text } = await evaluated(1);
    expect([report.verdict, exit, report.failures.count]).toEqual(["pass", "done", 0]);
    expect(await text("junit")).toMatch(/<testsuites name="promptops" tests="2" failures="0" errors="0"/);
    expect(await text("junit")).not.toMatch(/<failure|<error/);
    expect(await text("github")).toMatch(/^::notice title=promptops::pass: all 2 cases passed/);
    expect(JSON.parse(await text("sarif"))).toMatchObject({ runs: [{ results: [] }] });
    expect(await text("markdown")).not.toContain("Failures");
    expect(await text("terminal")).not.toContain("FAIL");
    expect(JSON.parse(await text("json"))).toMatchObject({ verdict: "pass", failures: { count: 0, first: [] } });
    expect(await failedResults(reported)).toEqual([]);
  });

  it("says in JUnit's output which epoch failed, and in a table beside each epoch what the case is", async () => {
    const { text } = await evaluated(1);
    expect(await text("junit")).toContain('1 of 3 epochs failed, and the case passed:\nepoch 1: equals: expected "flaky"');
    const rows = csvRecords(await text("csv"));
    expect(rows.map(({ case: id, epoch, status, case_status: ofCase }) => [id, epoch, status, ofCase].join(" "))).toEqual([
      "steady 1 pass pass",
      "steady 2 pass pass",
      "steady 3 pass pass",
      "flaky 1 fail pass",
      "flaky 2 pass pass",
      "flaky 3 pass pass",
    ]);
  });
});

it("the page says beside an epoch what its case is, where that differs", async () => {
  const { text } = await evaluated(1);
  const [, block = "[]"] = /<script type="application\/json" data-holds="results">([\s\S]*?)<\/script>/.exec(await text("html")) ?? [];
  const rows = JSON.parse(block) as { case: string; epoch: number; status: string; case_status?: string }[];
  expect(rows.filter((row) => row.case_status !== undefined)).toMatchObject([{ case: "flaky", epoch: 1, status: "fail", case_status: "pass" }]);
});

describe("a case that fails because too many of its epochs did", () => {
  it("is one failure in every report, with what its epochs did", async () => {
    const { report, exit, reported, text } = await evaluated(2);
    expect([report.verdict, exit, report.failures.count, report.failures.first.length]).toEqual(["fail", "no", 1, 1]);
    const junit = await text("junit");
    expect(junit).toMatch(/<testsuites name="promptops" tests="2" failures="1" errors="0"/);
    expect(junit).toContain('<failure message="2 of 3 epochs failed: equals: expected &quot;flaky&quot;');
    expect(junit).toMatch(/epoch 1 failed: equals: .*\n\nanswer:\nnot it\n\nepoch 2 failed: equals: /);
    expect((await text("github")).match(/^::warning.*::2 of 3 epochs failed%0A/gm)).toHaveLength(1);
    expect(JSON.parse(await text("sarif"))).toMatchObject({
      runs: [{ results: [{ message: { text: expect.stringContaining(": 2 of 3 epochs failed; ") } }] }],
    });
    expect(await text("markdown")).toContain("### Failures (1)\n");
    expect((await text("terminal")).match(/^FAIL/gm)).toHaveLength(1);
    expect((await failedResults(reported)).map(({ epoch }) => epoch)).toEqual([1, 2]);
  });
});

it("every reporter can write an evaluation of several epochs", async () => {
  const { text } = await evaluated(2);
  for (const name of Object.keys(evalReporters) as EvalReporterName[]) expect((await text(name)).length, name).toBeGreaterThan(0);
});
