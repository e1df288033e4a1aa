import { mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe, { type AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { chromiumPath } from "../../scripts/chromium.ts";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import { models as usualModels, reported, type ReportOptions } from "../helpers/eval-fixture.ts";

/** A page, and everything that it should not have done. */
export interface OpenReport {
  readonly page: Page;
  readonly url: string;
  /** Dialogs, messages on the console, errors. */
  readonly noise: string[];
  /** Every address that was asked for, the page's own first. */
  readonly requests: string[];
}

export interface Opening extends ReportOptions {
  readonly context?: BrowserContextOptions;
  /** What follows the address, with its `#`. */
  readonly fragment?: string;
}

let browser: Browser | undefined;

/** One browser for the tests of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    const executablePath = chromiumPath();
    if (executablePath === undefined) throw new Error("There is no chromium. `npm run test:browser` installs it or says how.");
    browser = await chromium.launch({ executablePath });
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(async () => browser?.close());
}

/** Writes the report as the command does, and opens the file as a reader does. */
export async function openReport(results: Iterable<CaseResult>, { context, fragment = "", ...options }: Opening = {}): Promise<OpenReport> {
  return openPage(await writtenReport([...results], options), context, fragment);
}

async function writtenReport(results: readonly CaseResult[], options: ReportOptions): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "promptops-page-")), "report.html");
  await using file = await open(path, "w");
  for await (const piece of reported("html", results, { models: usualModels, ...options })) await file.write(piece);
  return pathToFileURL(path).href;
}

export async function openPage(url: string, options: BrowserContextOptions = {}, fragment = ""): Promise<OpenReport> {
  if (browser === undefined) throw new Error("call useBrowser() first");
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const noise: string[] = [];
  const requests: string[] = [];
  page.on("dialog", (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => noise.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  context.on("request", (request) => requests.push(request.url()));
  await page.goto(url + fragment);
  return { page, url, noise, requests };
}

/** What axe-core objects to, a line each: the rule, and where. Of the page as it comes to rest: half faded in, a text has too little contrast. */
/** Tables that have to be scrolled sideways, by their labels. */
export function tablesTooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".scroll")]
      .filter((region) => region.clientWidth > 0 && region.scrollWidth > region.clientWidth)
      .map((region) => `${region.getAttribute("aria-label")}: ${region.scrollWidth} in ${region.clientWidth}`),
  );
}

export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => undefined));
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    async () =>
      (await (globalThis as unknown as { axe: { run: (context: Document, options: object) => Promise<AxeResults> } }).axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        resultTypes: ["violations"],
      })) satisfies AxeResults,
  );
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} ${failureSummary ?? ""}`));
}

/** The words that tell what is focused: its role's element, and its text. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => `${document.activeElement?.tagName.toLowerCase()} ${document.activeElement?.textContent.trim().slice(0, 60)}`);
}

/** A case's button in the table. */
export function caseButton(page: Page, name: string) {
  return page.locator("button.case", { hasText: name });
}
