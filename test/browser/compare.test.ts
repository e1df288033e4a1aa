import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { compareText, type ComparedReport } from "../../src/reporters/compare/compare-reporter.ts";
import { answer, failed, reportOf } from "../helpers/compared-report.ts";
import type { PairGroup } from "../helpers/paired-evidence.ts";
import { openPage, tablesTooWide, useBrowser, violations } from "./open-report.ts";

useBrowser();

const worse: readonly PairGroup[] = [
  { count: 13, before: "pass", after: "fail", tags: ["late-fees", "x".repeat(60)], must_pass: true },
  { count: 2, before: "fail", after: "pass", tags: ["refunds"] },
  { count: 1, before: "error", after: "pass" },
  { count: 60, before: "pass", after: "pass", tags: ["refunds"] },
];
const hostile = '<img src=x onerror=alert(1)></table><script>alert(2)</script>"\u202e';
const single = reportOf([worse], {
  results: [[answer({ output: `It is due on Monday. ${"word ".repeat(80)}`, inputs: { text: hostile } }), failed(hostile, { output: `It is due ${hostile}` })]],
  shown: ["main/c1"],
  given: { notes: [hostile, "`--case` was used."] },
});
const states = (report: ComparedReport): ComparedReport => {
  const sides = report.result.sides.map((side, at) => {
    const state = at < 2 ? "billing/summarize@1.0.0 (live in staging)" : "billing/summarize (the work tree)";
    const model = at % 2 === 0 ? "demo/small" : "demo/large";
    return { ...side, state, model, name: `${state} with ${model}` };
  });
  return { ...report, result: { ...report.result, sides } };
};
const several = states(reportOf([worse, [{ count: 70, before: "pass", after: "pass" }], [{ count: 9, before: "fail", after: "pass" }]]));

async function written(report: ComparedReport): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "promptops-compare-")), "compare.html");
  await writeFile(path, await compareText("html", report));
  return pathToFileURL(path).href;
}

describe.each([
  ["two", single],
  ["several", several],
] as const)("a comparison of %s", (_, report) => {
  test.each(["light", "dark"] as const)("in %s colours is whole by itself, on a phone too, and axe-core finds nothing to object to", async (colorScheme) => {
    const url = await written(report);
    const { page, noise, requests } = await openPage(url, { colorScheme });
    expect([noise, requests]).toEqual([[], [url]]);
    expect(await violations(page)).toEqual([]);
    for (const data of await page.locator("summary").all()) await data.click();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1200, height: 800 });
    expect(await tablesTooWide(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violations(page)).toEqual([]);
  });
});

test("what only one answer has is marked, and looks so", async () => {
  const { page } = await openPage(await written(single));
  expect((await page.locator("del").allTextContents()).join(" ")).toContain("Monday");
  expect(
    await page
      .locator("ins")
      .first()
      .evaluate((element) => getComputedStyle(element).textDecorationLine),
  ).toBe("underline");
  expect((await page.locator("h1").textContent())?.trim()).toMatch(/^error: 1 case got no score/);
  expect(await page.locator("img, script").count()).toBe(0);
});
