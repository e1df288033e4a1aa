import { expect, test } from "vitest";
import { evalReporters, reporterForFile, type EvalReporterName } from "../../../src/reporters/eval/eval-reporter.ts";
import { everyKind, models, reportedText } from "../../helpers/eval-fixture.ts";

const names = Object.keys(evalReporters) as EvalReporterName[];

test.each([
  ["report.html", "html"],
  ["out/REPORT.HTM", "html"],
  ["a.json", "json"],
  ["a.jsonl", "jsonl"],
  ["a.ndjson", "jsonl"],
  ["junit.xml", "junit"],
  ["summary.md", "markdown"],
  ["a.csv", "csv"],
  ["a.sarif", "sarif"],
  ["a.sarif.json", "sarif"],
  ["a.txt", "terminal"],
  ["a.pdf", undefined],
  ["json", undefined],
])("%s is written by %s", (path, reporter) => {
  expect(reporterForFile(path, names)).toBe(reporter);
});

test("no two reporters want files of the same ending", () => {
  const endings = Object.values(evalReporters).flatMap(({ endings: own }): readonly string[] => own);
  expect(new Set(endings).size).toBe(endings.length);
});

test.each(names)("%s tells in a line what it is for, and tells something of an evaluation without a result", async (name) => {
  expect(evalReporters[name].summary).toMatch(/^[^\n]{20,120}\.$/);
  expect((await reportedText(name, everyKind, { models })).length).toBeGreaterThan(100);
  await expect(reportedText(name, [])).resolves.toBeDefined();
});
