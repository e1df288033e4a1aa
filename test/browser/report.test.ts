import { describe, expect, test } from "vitest";
import { check, everyKind, many, result } from "../helpers/eval-fixture.ts";
import { caseButton, openReport, useBrowser } from "./open-report.ts";

useBrowser();

test("a case that was taken over tells who proved it, and that its answer is elsewhere", async () => {
  const reused = { evaluation: "20261120T090000000Z-1a2b3c4d", finished_at: "2026-11-20T09:00:00.000Z", models_answered: ["small"], pass_rate: 0 };
  const { output: _, model_answered: __, latency_ms: ___, ...bare } = result({ status: "fail", score: 0, checks: [] });
  const { page } = await openReport([{ ...bare, reused }]);
  await caseButton(page, "late-fee").first().click();
  const details = await page
    .locator("section", { has: page.getByRole("heading", { name: "Taken over" }) })
    .last()
    .textContent();
  expect(details).toContain("Proved by evaluation 20261120T090000000Z-1a2b3c4d of 2026-11-20 09:00 UTC, and its answer is not kept here");
  expect(await page.locator("code", { hasText: "--case" }).last().textContent()).toMatch(
    /^promptops eval billing\/summarize --case [a-z]+\/late-fee --no-reuse$/,
  );
  expect(await page.getByText("It is not kept here.").count()).toBe(1);
});

describe("the answer beside what was expected", () => {
  const marked = (side: "del" | "ins") => `.diff ${side}`;

  test("has the words marked that differ, left what is missing, right what came instead", async () => {
    const { page } = await openReport(everyKind);
    await caseButton(page, "double-charge").first().click();
    expect(await page.locator(".diff th").allTextContents()).toEqual(["expected", "answer"]);
    expect(await page.locator(marked("del")).allTextContents()).toEqual(["12", "days", "waive"]);
    expect(await page.locator(marked("ins")).allTextContents()).toEqual(["21", "weeks", "raise", "They sound angry."]);

    await page.getByLabel("Shown").selectOption("as one text");
    const words = (tag: string) => page.locator(`.comparison pre ${tag}`).allTextContents();
    expect(await words("del")).toEqual(["12", "days", "waive"]);
    expect((await words("ins")).join("|")).toContain("21|weeks|raise");
  });

  test("can be another model's answer to the same case", async () => {
    const { page } = await openReport(everyKind);
    await caseButton(page, "double-charge").first().click();
    const choices = await page.getByLabel("Compare with").locator("option").allTextContents();
    expect(choices).toEqual(["nothing", "expected", "anthropic/claude-opus-5"]);
    await page.getByLabel("Compare with").selectOption("anthropic/claude-opus-5");
    expect(await page.locator(".diff th").allTextContents()).toEqual(["anthropic/claude-opus-5", "answer"]);
    expect(await page.locator(".diff td").first().textContent()).toContain("because the payment for invoice 4411 arrived");
  });

  test("can be what another epoch brought", async () => {
    const epochs = ["one fee", "two fees"].map((output, index) => result({ index, epoch: index + 1, output }));
    const { page } = await openReport(epochs);
    await caseButton(page, "late-fee").first().click();
    await page.getByLabel("Compare with").selectOption("epoch 2");
    expect(await page.locator(marked("del")).allTextContents()).toEqual(["two fees"]);
  });

  test("knows no difference between two ways to write the same JSON, unless one wants to see it", async () => {
    const { page } = await openReport(everyKind);
    await caseButton(page, "looks-up-invoice").last().click();
    await page.getByLabel("Compare with").selectOption("expected");
    expect(await page.getByRole("dialog").textContent()).toContain("No difference.");
    await page.getByLabel("JSON in order").uncheck();
    expect(await page.getByRole("dialog").textContent()).not.toContain("No difference.");
    expect(await page.locator(".diff .changed").count()).toBe(1);
  });

  test("is one text on a phone, where two columns have no room", async () => {
    const { page } = await openReport(everyKind, { context: { viewport: { width: 390, height: 800 } } });
    await caseButton(page, "double-charge").first().click();
    expect(await page.locator(".comparison pre del").allTextContents()).toEqual(["12", "days", "waive"]);
  });

  test("gives up on texts that have nothing in common in time, and shows both", async () => {
    const words = (seed: number) => Array.from({ length: 4_000 }, (_, at) => ((at * seed) % 9_973).toString(36)).join("\n");
    const { page } = await openReport([result({ output: words(7), expected: "x" }), result({ index: 1, epoch: 2, output: words(11) })]);
    await caseButton(page, "late-fee").first().click();
    await page.getByLabel("Compare with").selectOption("epoch 2");
    expect(await page.getByRole("dialog").textContent()).toContain("These texts differ too much to mark the differences.");
  });
});

test("a case's panel tells checks with reasons, tool calls, citations, refusal, attempts, inputs", async () => {
  const { page } = await openReport(everyKind);
  const panel = async (name: string, which: "first" | "last" = "first") => {
    await caseButton(page, name)[which]().click();
    const text = (await page.getByRole("dialog").innerText()).replaceAll(/\s+/g, " ");
    await page.keyboard.press("Escape");
    return text;
  };
  const failed = await panel("double-charge");
  expect(failed).toContain('names the amount contains · metric facts 0.00 expected "$12"');
  expect(failed).toContain("tone formal");
  expect(failed).toContain("412 in, 68 out (256 cached, 12 reasoning)");
  expect(failed).toContain("prompts/billing/summarize/evals/main.yml:14");
  expect(await panel('refund,"quoted"')).toMatch(
    /No score rate-limit: 429 after 3 attempts: slow down .*rate-limit \(HTTP 429\) after 210 ms timeout after 1 min 0 s/,
  );
  expect(await panel("looks-up-invoice", "last")).toContain('find_invoice { "number": "4411" }');
  expect(await panel("refuses")).toContain("Refusal I cannot help with that.");
});

test("findings stand in the case's panel, and their numbers in a table", async () => {
  const suspected = { code: "injection-suspected", message: "The variable `mail` reads like instructions (override)." };
  const { page } = await openReport([result({ findings: [suspected], checks: [check({ type: "safety", reason: "citations-missing: It names no source." })] })]);
  expect(await page.getByRole("region", { name: "Findings" }).getByRole("row").allInnerTexts()).toEqual([
    expect.stringContaining("Finding"),
    "injection-suspected\t1",
  ]);
  await caseButton(page, "late-fee").first().click();
  const panel = (await page.getByRole("dialog").innerText()).replaceAll(/\s+/g, " ");
  expect(panel).toContain("safety 0.00 citations-missing: It names no source.");
  expect(panel).toContain("Findings injection-suspected The variable `mail` reads like instructions (override).");
});

test("every chart has a name, a sentence, and its numbers in a table behind it", async () => {
  const { page } = await openReport(everyKind);
  const figures = page.getByRole("figure");
  expect(await figures.getByRole("heading").allTextContents()).toEqual(["Scores", "Latency", "Cost by suite", "Pass rate by tag"]);
  for (const figure of await figures.all()) {
    await expect(figure.getByRole("img").getAttribute("aria-labelledby")).resolves.toMatch(/-sentence$/);
    await figure.getByText(/^Data/).click();
    expect(await figure.getByRole("table").getByRole("row").count()).toBeGreaterThan(1);
  }
  const rows = async (name: string) => (await figures.filter({ hasText: name }).getByRole("row").allInnerTexts()).map((row) => row.split("\t"));
  const scores = (await rows("Scores")).slice(1).map(([, count]) => Number(count));
  expect(scores).toHaveLength(10);
  expect(scores.reduce((sum, count) => sum + count)).toBe(8);
  expect((await rows("Latency")).slice(1).reduce((sum, [, count]) => sum + Number(count), 0)).toBe(9);
  expect(await rows("Pass rate by tag")).toEqual([
    ["Tag", "Passed", "Results", "Rate"],
    ["safety", "1", "2", "50 %"],
    ["tools", "1", "2", "50 %"],
    ["fees", "3", "4", "75 %"],
    ["short", "2", "2", "100 %"],
  ]);
});

test("dark and light change places, and stay so while one reads on", async () => {
  const { page } = await openReport(everyKind, { context: { colorScheme: "light" } });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const button = page.getByRole("button", { name: "Dark" });
  const light = await ground();
  expect(await button.getAttribute("aria-pressed")).toBe("false");
  await button.click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  expect(await button.getAttribute("aria-pressed")).toBe("true");
  await page.getByRole("checkbox", { name: "failed" }).check();
  await caseButton(page, "hostile").click();
  await page.keyboard.press("Escape");
  await page.emulateMedia({ colorScheme: "light" });
  expect(await ground()).toBe(dark);
  await button.click();
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await ground()).toBe(light);
});

describe("5,000 results", () => {
  test("are all there, a page of rows at a time, and each is found", async () => {
    const { page, noise } = await openReport(many(5_000));
    expect(await page.getByRole("status").first().textContent()).toBe("5,000 results");
    expect(await page.locator(".results tbody tr").count()).toBe(50);
    expect(await page.getByRole("navigation").textContent()).toContain("Page 1 of 100");
    expect(await page.locator("footer").textContent()).toMatch(/This file holds all 5,000 results, in \d\.\d MB/);

    await page.getByRole("searchbox").fill("case-04321");
    await page.getByText("1 of 5,000 results").waitFor();
    await caseButton(page, "case-04321").click();
    expect(await page.getByRole("dialog").textContent()).toContain("Answer 4321:");
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("checkbox", { name: "error" }).check();
    await page.getByText("47 of 5,000 results").waitFor();
    await page.getByLabel("Suite", { exact: true }).selectOption("main");
    await page.getByText("16 of 5,000 results").waitFor();
    expect(noise).toEqual([]);
  });

  test("can be linked to as one sees them: filters, order, page, an open case", async () => {
    const results = [...many(5_000)];
    const { page, url } = await openReport(results);
    await page.getByRole("checkbox", { name: "passed" }).check();
    await page.getByRole("button", { name: "Latency" }).click();
    await page.getByRole("button", { name: "Next page" }).click();
    await caseButton(page, "case").nth(3).click();
    const [name, address] = [await page.getByRole("dialog").getByRole("heading", { level: 2 }).textContent(), page.url()];
    expect(address).not.toBe(url);

    await page.goto("about:blank");
    await page.goto(address);
    expect(await page.getByRole("dialog").getByRole("heading", { level: 2 }).textContent()).toBe(name);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("checkbox", { name: "passed" }).isChecked()).toBe(true);
    expect(await page.getByRole("navigation").textContent()).toContain("Page 2 of ");
  });

  test("open as always when a link says nonsense", async () => {
    const { page, noise } = await openReport(everyKind, { fragment: "#status=<b>&order=constructor&page=99999&open=77&search=%00&tag=nope" });
    expect(await page.getByRole("status").first().textContent()).toBe("0 of 10 results");
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await page.getByRole("status").first().textContent()).toBe("10 results");
    expect(noise).toEqual([]);
  });
});

test("of very many results the page says which it holds, and the charts tell of all", async () => {
  const { page } = await openReport(many(30_000, 20));
  const note = await page.getByText("There are 30,000 results.").textContent();
  const [, held = ""] = /This page holds ([\d,]+): what failed or ended in an error, and of the others a sample/.exec(note ?? "") ?? [];
  expect(await page.getByRole("status").first().textContent()).toBe(`${held} results`);
  const failed = await page.getByRole("checkbox", { name: "failed" }).locator("xpath=..").textContent();
  expect(failed).toContain("3,000");
  await page.getByText("Data of “Scores”").click();
  const counts = await page.getByRole("figure").filter({ hasText: "Scores" }).locator("tbody td").allTextContents();
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(30_000 - [...many(30_000, 1)].filter(({ status }) => status === "error").length);
});

test("on paper there are the rows that one sees, without what can only be pressed", async () => {
  const { page } = await openReport(many(120));
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await page.locator(".results tbody tr").count()).toBe(120);
  expect(await page.locator(".toolbar").isVisible()).toBe(false);
  expect(await page.locator("header button").isVisible()).toBe(false);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await page.locator(".results tbody tr").count()).toBe(50);
  expect((await page.pdf()).byteLength).toBeGreaterThan(10_000);
});

test("without scripts there are still verdict, totals and charts, and a word on where the results are", async () => {
  const { page } = await openReport(everyKind, { context: { javaScriptEnabled: false } });
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("1 of 10 cases got no score, and 3 failed.");
  expect(await page.getByRole("figure").count()).toBe(4);
  expect(await page.getByText("The table of cases needs JavaScript.").isVisible()).toBe(true);
});
