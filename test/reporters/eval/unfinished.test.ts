import { SaxesParser } from "saxes";
import { expect, it, test } from "vitest";
import { evalReporters, type EvalReporterName } from "../../../src/reporters/eval/eval-reporter.ts";
import { reportedText, reportOf, result } from "../../helpers/eval-fixture.ts";

const passed = [result({ status: "pass", score: 1, checks: [] })];
const report = { ...reportOf(passed), verdict: "unfinished" as const, not_run: 19 };
const text = (name: EvalReporterName) => reportedText(name, passed, { report });
const sentence = "unfinished: none of 1 failed so far; 19 results were not run.";

// Results as they are, a line or a row each, say nothing of a whole; the evaluation's own file says how many there would be.
it.each((Object.keys(evalReporters) as EvalReporterName[]).filter((name) => !["json", "jsonl", "csv", "evaluation"].includes(name)))(
  "%s says of an evaluation that was stopped that it is not finished",
  async (name) => {
    const shown = await text(name);
    expect(shown).toContain(name === "html" ? "19 results were not run" : sentence);
    expect(shown).not.toMatch(/✅|pass so far|cases passed\./);
  },
);

test("CI servers do not take it for one that passed", async () => {
  const junit = await text("junit");
  new SaxesParser().write(junit).close();
  expect(junit).toMatch(/<testsuites name="promptops" tests="2" failures="0" errors="1"/);
  expect(junit).toMatch(/<testcase classname="promptops" name="not finished" time="0.000">\n {6}<error message="unfinished: [^"]*" type="unfinished">/);
  expect(await text("github")).toMatch(/^::warning title=promptops::unfinished: /m);
  expect(JSON.parse(await text("sarif"))).toMatchObject({ runs: [{ invocations: [{ executionSuccessful: false }] }] });
  expect(JSON.parse(await text("json"))).toMatchObject({ verdict: "unfinished", not_run: 19 });
  expect(await text("markdown")).toMatch(/^## ⏳ unfinished: /);
});
