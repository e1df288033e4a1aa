import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { TrendPoint, TrendResult } from "../../src/core/results/trend.ts";
import { trendReport } from "../../src/reporters/trend/trend-reporter.ts";
import { openPage, tablesTooWide, useBrowser, violations } from "./open-report.ts";

useBrowser();

const point = (version: string, rate: number, more: Partial<TrendPoint> = {}): TrendPoint => ({
  version,
  at: "2026-11-20T09:00:00.000Z",
  live_in: version === "1.3.0" ? ["staging", "production"] : [],
  source: "evidence",
  comparable: true,
  suites: [],
  cases: 60,
  errors: 0,
  pass_rate: { value: rate, interval: [rate - 0.08, Math.min(1, rate + 0.05)] },
  score: { value: rate, interval: [rate - 0.05, Math.min(1, rate + 0.05)] },
  cost_nano_usd: { value: 64_000 * rate, interval: [50_000 * rate, 70_000 * rate] },
  latency_ms: { value: 900 },
  ...more,
});
const result: TrendResult = {
  prompt: "billing/<b>summarize</b>",
  confidence: 0.95,
  earlier: 2,
  versions: [
    point("1.0.0", 0.82),
    point("1.1.0", 0.87),
    { version: "1.1.1", at: "2026-11-21T09:00:00.000Z", live_in: [], source: "nothing", comparable: false, suites: [] },
    point("1.2.0", 0.91, { comparable: false }),
    point("1.3.0", 0.97),
  ],
};

test.each(["light", "dark"] as const)(
  "in %s colours it is drawn whole, by itself, on a phone too, and axe-core finds nothing to object to",
  async (colorScheme) => {
    const path = join(await mkdtemp(join(tmpdir(), "promptops-trend-")), "trend.html");
    await writeFile(path, await trendReport("html", result, { width: 80, color: false }));
    const url = pathToFileURL(path).href;
    const { page, noise, requests } = await openPage(url, { colorScheme });
    expect([noise, requests]).toEqual([[], [url]]);
    expect(await page.locator("h1").textContent()).toBe("billing/<b>summarize</b>");
    expect(await page.locator("#pass-rate circle").count()).toBe(4);
    const [line] = await page.locator("#pass-rate .mark-line").all();
    expect(await line?.evaluate((element) => getComputedStyle(element).strokeWidth)).toBe("2px");
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 1200, height: 800 });
    expect(await tablesTooWide(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await violations(page)).toEqual([]);
  },
);
