import { describe, expect, it } from "vitest";
import { check, reportedText, result } from "../../helpers/eval-fixture.ts";

const half = result({
  origin: { file: "prompts/p/evals/main.yml", line: 3 },
  finish_reason: "length",
  output: "Half an ans",
  checks: [check(), check({ type: "equals", reason: "is not it" })],
});
const line = "cut off by its length limit";

describe("a failed case whose answer was cut off", () => {
  it.each(["terminal", "markdown", "github", "junit", "csv", "sarif"] as const)("says so once in %s, behind the checks that failed", async (reporter) => {
    const report = await reportedText(reporter, [half]);
    expect(report.split(line)).toHaveLength(2);
    expect(report.indexOf(line)).toBeGreaterThan(report.indexOf("is not it"));
  });

  it("does not say so twice when the output contract does", async () => {
    const contract = check({ type: "output-contract", weight: 0, must_pass: true, reason: `${line} (raise \`max_tokens\`); is not JSON` });
    const report = await reportedText("terminal", [{ ...half, checks: [contract, check()] }], { width: 200 });
    expect(report.split(line)).toHaveLength(2);
  });

  it("says nothing of an answer that ended by itself, nor of one that passed", async () => {
    expect(await reportedText("terminal", [result({ ...half, finish_reason: undefined })])).not.toContain(line);
    expect(await reportedText("terminal", [result({ ...half, status: "pass" })])).not.toContain(line);
  });

  it("says so beside a score that was too low", async () => {
    expect(await reportedText("terminal", [{ ...half, score: 0.4, checks: [check({ score: 0.4, pass: true })] }])).toContain(line);
  });
});
