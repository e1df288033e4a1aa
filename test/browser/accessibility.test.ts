import { describe, expect, test } from "vitest";
import { everyKind, many } from "../helpers/eval-fixture.ts";
import { caseButton, focused, openReport, useBrowser, violations } from "./open-report.ts";

useBrowser();

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  test("axe-core finds nothing to object to: as it opens, filtered, with a chart's data, with a case open", async () => {
    const { page } = await openReport(everyKind, { context: { colorScheme } });
    expect(await violations(page)).toEqual([]);

    await page.getByRole("checkbox", { name: "failed" }).check();
    await page.getByLabel("Tag", { exact: true }).selectOption("fees");
    expect(await violations(page)).toEqual([]);

    await page.getByText("Data of “Scores”").click();
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await violations(page)).toEqual([]);

    for (const name of ["double-charge", "hostile", "looks-up-invoice", 'refund,"quoted"']) {
      await caseButton(page, name).first().click();
      expect(await violations(page), name).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });
});

test("on a phone nothing is wider than the screen, and axe-core finds nothing either", async () => {
  const { page } = await openReport(everyKind, { context: { viewport: { width: 320, height: 640 } } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(await violations(page)).toEqual([]);
  await caseButton(page, "double-charge").first().click();
  expect(await page.evaluate(() => document.querySelector("dialog")?.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 380, height: 800 });
  const checks = page.getByRole("region", { name: "Checks" });
  expect(await checks.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

describe("with the keyboard alone", () => {
  test("one comes to the cases, finds one, reads it and the next, and is back where one was", async () => {
    const { page } = await openReport(everyKind);
    const press = (...keys: readonly string[]) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

    await press("Tab");
    expect(await focused(page)).toBe("a Skip to the cases");
    await press("Enter");
    expect(await focused(page)).toBe("h2 Cases");
    await press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
    await page.keyboard.type("invoice");
    await page.getByText("6 of 10 results").waitFor();

    while (!(await focused(page)).startsWith("button double-charge")) await press("Tab");
    await press("ArrowDown");
    expect(await focused(page)).toBe("button looks-up-invoice");
    await press("End", "ArrowUp", "Home");
    expect(await focused(page)).toBe("button double-charge");

    await press("Enter");
    expect(await focused(page)).toBe("h2 main/double-charge");
    const inside: boolean[] = [];
    for (let tab = 0; tab < 20; tab += 1) {
      await press("Tab");
      // The browser's own controls come between the panel's last element and its first.
      inside.push(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null));
    }
    expect(inside).not.toContain(false);

    await page.getByRole("button", { name: "Next", exact: true }).focus();
    await press("Enter");
    expect(await page.getByRole("dialog").getByRole("heading", { level: 2 }).textContent()).toBe("tools/looks-up-invoice");
    expect(await focused(page)).toBe("button Next");
    expect(await page.getByRole("dialog").getByRole("status").textContent()).toBe("failed, 2 of 6");

    await press("Escape");
    // The browser first goes back to where the panel was opened from; the page follows when the panel says that it is closed.
    await expect.poll(() => focused(page)).toBe("button looks-up-invoice");
  });

  test("a column's head puts the rows in order, and says so", async () => {
    const { page } = await openReport(everyKind);
    const scores = () => page.locator(".results tbody tr td.number:nth-child(3)").allTextContents();
    const head = page.locator("#cases").getByRole("columnheader", { name: "Score" });
    expect(await page.locator("#cases").getByRole("columnheader", { name: "Status" }).getAttribute("aria-sort")).toBe("ascending");

    await head.getByRole("button").focus();
    await page.keyboard.press("Enter");
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    // What has no score comes last, whichever way.
    expect(await scores()).toEqual(["0.00", "0.00", "0.25", "0.90", "1.00", "1.00", "1.00", "1.00", "–", "–"]);
    await page.keyboard.press("Enter");
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    expect(await scores()).toEqual(["1.00", "1.00", "1.00", "1.00", "0.90", "0.25", "0.00", "0.00", "–", "–"]);
    expect(await page.locator("[aria-sort]").count()).toBe(1);
  });

  test("the arrow keys go on to the next page and back", async () => {
    const { page } = await openReport(many(120));
    await caseButton(page, "case").last().focus();
    await page.keyboard.press("ArrowDown");
    await page.getByText("Page 2 of 3").waitFor();
    const first = await focused(page);
    await page.keyboard.press("ArrowUp");
    await page.getByText("Page 1 of 3").waitFor();
    expect(await focused(page)).toMatch(/^button case-/);
    expect(await focused(page)).not.toBe(first);
  });
});

test("a screen reader hears how many results a search, a status, a list leave", async () => {
  const { page } = await openReport(everyKind);
  const said = page.getByRole("status").first();
  expect(await said.getAttribute("class")).toBe("result-count");
  expect(await said.textContent()).toBe("10 results");
  await page.getByRole("searchbox").fill("ANGRY nine");
  await expect.poll(() => said.textContent()).toBe("1 of 10 results");
  await page.getByRole("button", { name: "Clear" }).click();
  expect(await said.textContent()).toBe("10 results");
  await page.getByRole("checkbox", { name: "pending" }).check();
  await page.getByRole("checkbox", { name: "error" }).check();
  expect(await said.textContent()).toBe("2 of 10 results");
  await page.getByRole("searchbox").fill("no such words");
  await expect.poll(() => said.textContent()).toBe("0 of 10 results");
  expect(await page.getByRole("cell", { name: "Nothing matches." }).count()).toBe(1);
});

test("who wishes less motion gets none", async () => {
  const animation = async (reducedMotion: "reduce" | "no-preference") => {
    const { page } = await openReport(everyKind, { context: { reducedMotion } });
    await caseButton(page, "hostile").click();
    return page.evaluate(() => getComputedStyle(document.querySelector("dialog")!).animationName);
  };
  expect(await animation("no-preference")).toBe("come-in");
  expect(await animation("reduce")).toBe("none");
});
