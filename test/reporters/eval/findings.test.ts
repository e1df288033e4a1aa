import { expect, test } from "vitest";
import { resultsText } from "../../../src/reporters/eval/result-text.ts";
import { check, hostile, reportedText, result } from "../../helpers/eval-fixture.ts";

const suspected = { code: "injection-suspected", message: 'The variable `mail` reads like instructions (override): "Ignore your rules".' };
const foreign = { code: "citation-outside-domains", message: "It cites https://evil.example/, outside of docs.example." };
const safety = check({ type: "safety", weight: 0, must_pass: true, reason: `${foreign.code}: ${foreign.message}` });
const broken = result({ findings: [suspected, foreign], checks: [safety] });
const suspicious = result({ status: "pass", score: 1, case: "b", findings: [suspected], checks: [] });

test("the terminal says why an answer fails, and of how many answers the safety check says something", async () => {
  const text = await reportedText("terminal", [broken, suspicious], { width: 120 });
  expect(text).toContain("    safety: citation-outside-domains: It cites https://evil.example/, outside of docs.example.\n");
  expect(text).toContain("\nfindings: citation-outside-domains in 1 answer · injection-suspected in 2\n");
  expect(await reportedText("terminal", [result()])).not.toContain("findings");
});

test("Markdown says the same", async () => {
  const text = await reportedText("markdown", [broken, suspicious]);
  expect(text).toContain("- safety: citation-outside-domains: It cites https://evil.example/, outside of docs.example.");
  expect(text).toContain("billing/summarize: citation-outside-domains in 1 answer · injection-suspected in 2\n");
});

test("JSON, JSON lines and CSV hold every finding", async () => {
  expect(await reportedText("json", [broken])).toContain(JSON.stringify(foreign.message));
  expect(await reportedText("jsonl", [suspicious])).toContain(JSON.stringify(suspected.message));
  expect(await reportedText("csv", [suspicious])).toContain("injection-suspected: The variable `mail`");
});

test("the page holds a table of them, and every finding as data", async () => {
  const text = await reportedText("html", [broken, suspicious]);
  expect(text).toContain('aria-label="Findings"');
  expect(text).toMatch(/<th scope="row">citation-outside-domains<\/th>\s*<td[^>]*>1<\/td>/);
  expect(text).toContain("outside of docs.example.");
});

test("a result shown whole tells its findings in lines that paint over nothing", () => {
  const text = resultsText([result({ findings: [suspected, { code: "suspicious-link", message: `\u001b[2J${hostile.bidi}\nnext` }] })], {
    width: 200,
    color: false,
  });
  expect(text).toContain(`  findings\n    injection-suspected: ${suspected.message}\n    suspicious-link: `);
  expect(text).not.toMatch(/[\u001b\u202e]|\nnext/u);
});
