import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { check, everyKind, hostile, reportedText, result, models } from "../helpers/eval-fixture.ts";
import { caseButton, openPage, openReport, useBrowser } from "./open-report.ts";

useBrowser();

/** Texts of others in every place where a result has one. */
const everywhere = Object.values(hostile).map((text, index) =>
  result({
    index,
    suite: `suite-${index}`,
    prompt: `p${text}`,
    case: text,
    tags: [text],
    group: text,
    inputs: { [`x${index}`]: text },
    expected: text,
    output: `${text}\n${text}`,
    refusal: text,
    finish_reason: text,
    model_answered: text,
    origin: { file: text, line: 1 },
    checks: [check({ type: text, description: text, metric: text, reason: text })],
    tool_calls: [{ name: text, arguments: { [text]: text } }],
    citations: [{ url: text, title: text }],
    findings: [{ code: text, message: text }],
    attempts: [{ outcome: text, latency_ms: 1 }],
  }),
);

describe("texts of models, cases and providers", () => {
  test("are text wherever they stand: nothing runs, nothing is asked for, nothing becomes an element", async () => {
    const { page, url, noise, requests } = await openReport(everywhere, { models: Object.fromEntries(everywhere.map(({ prompt }) => [prompt, prompt])) });
    for (let row = 0; row < everywhere.length; row += 1) {
      await page.locator("button.case").nth(row).click();
      await page.getByLabel("Shown").selectOption("as one text");
      await page.keyboard.press("Escape");
    }
    expect(await page.locator("img, iframe, object, embed, form[action], [onerror], a[href^='javascript']").count()).toBe(0);
    // The page's own: its style, its script, nothing else.
    expect(await page.locator("script:not([type])").count()).toBe(1);
    expect(await page.locator("style").count()).toBe(1);
    expect(noise).toEqual([]);
    expect(requests).toEqual([url]);
  });

  test("are shown to the last letter, and what could not be seen is named", async () => {
    const { page } = await openReport(everyKind);
    await caseButton(page, "hostile").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Compare with").selectOption("nothing");
    const answer = await dialog.getByRole("region", { name: "answer" }).textContent();
    expect(answer).toContain(hostile.script);
    expect(answer).toContain(hostile.xml);
    expect(answer).toContain("safeU+202Egnp.exeU+202C U+200B ×3zero hidden “hi”");
    expect(answer).toContain("U+0000 U+0001 U+0007 U+001B[31mred");
    expect(answer).not.toMatch(/[\u0000-\u0008\u202e\u200b]/);
  });

  test("become a link only where they lead to a web page, and the link tells no one where it was", async () => {
    const { page } = await openReport(everyKind);
    await caseButton(page, "hostile").click();
    const links = page.getByRole("dialog").getByRole("link");
    expect(await links.count()).toBe(1);
    expect(await links.first().textContent()).toBe("https://example.com/a?b=c&d=<e>");
    expect(await links.first().getAttribute("rel")).toBe("noopener noreferrer nofollow");
  });

  test("of any length leave the page usable", async () => {
    const long = result({ case: "long", output: "a".repeat(3_000_000), expected: "b", checks: [check({ reason: "c".repeat(1_000_000) })] });
    const { page, noise } = await openReport([long]);
    await caseButton(page, "long").click();
    expect(await page.getByRole("dialog").textContent()).toContain("there are 3,000,000 characters in all");
    expect(noise).toEqual([]);
  });
});

describe("the page's own policy", () => {
  test("lets no script in, no request out and no text become markup, should one ever get so far", async () => {
    await using server = await listening(() => "");
    const { page } = await openReport(everyKind);
    const outcome = await page.evaluate(async (url) => {
      const broken: string[] = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => broken.push(effectiveDirective));
      const attempt = async (act: () => unknown) => {
        try {
          await act();
          return "done";
        } catch {
          return "refused";
        }
      };
      const script = document.createElement("script");
      const textOfScript = await attempt(() => (script.textContent = "document.title = 'run'"));
      const image = document.createElement("img");
      image.src = `${url}/x.png`;
      const style = document.createElement("style");
      style.textContent = "body { display: none }";
      const frame = document.createElement("iframe");
      frame.src = url;
      document.body.append(script, image, style, frame);
      const attempts = [
        textOfScript,
        await attempt(() => fetch(url)),
        await attempt(() => document.body.insertAdjacentHTML("beforeend", "<b>hi</b>")),
        await attempt(() => frame.setAttribute("srcdoc", "<script>alert(1)</script>")),
      ];
      // A violation is told a little after the attempt.
      while (!["connect-src", "img-src", "style-src-elem", "frame-src"].every((directive) => broken.includes(directive)))
        await new Promise(requestAnimationFrame);
      return { attempts, title: document.title, display: getComputedStyle(document.body).display };
    }, server.url);
    expect(outcome.attempts).toEqual(["refused", "refused", "refused", "refused"]);
    expect(outcome.title).not.toBe("run");
    expect(outcome.display).toBe("block");
    expect(server.asked).toEqual([]);
  });

  test("asks a server for nothing but the page", async () => {
    const html = await reportedText("html", everyKind, { models });
    await using server = await listening(() => html);
    const { page, noise } = await openPage(`${server.url}/report.html`);
    await caseButton(page, "hostile").click();
    expect(server.asked).toEqual(["/report.html"]);
    expect(noise).toEqual([]);
  });
});

/** A real server on this machine, and what it was asked for. */
async function listening(html: () => string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.setHeader("content-type", "text/html");
    response.end(html());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, [Symbol.asyncDispose]: async () => void server.close() };
}
