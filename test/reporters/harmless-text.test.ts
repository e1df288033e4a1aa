import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorText } from "../../src/reporters/error-text.ts";
import { evalReporters, type EvalReporterName } from "../../src/reporters/eval/eval-reporter.ts";
import { resultsText } from "../../src/reporters/eval/result-text.ts";
import { harmlessText } from "../../src/reporters/harmless-text.ts";
import { validateGithub } from "../../src/reporters/validate-github.ts";
import { validateGitlab } from "../../src/reporters/validate-gitlab.ts";
import { validateSarif } from "../../src/reporters/validate-sarif.ts";
import { validateText } from "../../src/reporters/validate-text.ts";
import { check, everyKind, models, reportedText, result } from "../helpers/eval-fixture.ts";
import { strictCsv } from "../helpers/strict-csv.ts";

const harmful = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]|\r(?!\n)/;
const colors = /\u001b\[\d+m/g;
/** What a stranger's file may hold: colours, a bell, a title, an erased line, C1, and a turned direction. */
const evil = "\u001b[31mred\u0007\u001b]0;title\u0007\u001b[2K\rover\u009b5m\u202egnp\u2066x";
const texts = fc.string({ unit: fc.constantFrom(...evil, "a", "\n", "\t", "0", "[", "m", "\u001b", "\\"), maxLength: 40 });

describe("a harmless text", () => {
  it("holds nothing that a terminal acts on, and all that people read", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(harmlessText(text)).not.toMatch(harmful);
        expect(harmlessText(text, { color: true }).replaceAll(colors, "")).not.toMatch(harmful);
      }),
    );
    expect(harmlessText("a\tb\r\nc\nü\u001b[31md\u0007")).toBe("a\tb\r\nc\nü\\u001b[31md\\u0007");
  });

  it("lets our colours pass where colours are wanted, and no other codes", () => {
    expect(harmlessText("\u001b[1m\u001b[31mx\u001b[39m\u001b[22m", { color: true })).toBe("\u001b[1m\u001b[31mx\u001b[39m\u001b[22m");
    expect(harmlessText("\u001b[8mhidden\u001b[5m\u001b[38;5;1m\u001b[2J", { color: true })).not.toContain("\u001b");
  });

  it("of a JSON document reads back as what it was", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(JSON.parse(harmlessText(JSON.stringify({ [text]: text })))).toEqual({ [text]: text });
      }),
    );
  });
});

const hostile = result({
  case: evil,
  suite: evil,
  output: evil,
  expected: evil,
  inputs: { [evil]: evil },
  tags: [evil],
  checks: [check({ description: evil, metric: evil, reason: evil })],
  tool_calls: [{ name: evil, arguments: { [evil]: evil } }],
  citations: [{ url: evil, title: evil }],
  findings: [{ code: "x", message: evil }],
  model_answered: evil,
  refusal: evil,
});
const broken = result({ case: "b", status: "error", checks: [], output: undefined, error: { kind: "server", message: evil } });

describe.each(Object.keys(evalReporters) as EvalReporterName[])("what %s shows of hostile values", (name) => {
  it("is harmless, and still the document that it was", async () => {
    const text = await reportedText(name, [...everyKind, hostile, broken], { models });
    const shown = harmlessText(text);
    expect(shown).not.toMatch(harmful);
    if (name === "json" || name === "sarif") expect(JSON.parse(shown)).toEqual(JSON.parse(text));
    if (name === "csv") expect(strictCsv(shown)).toHaveLength(everyKind.length + 3);
    if (name === "jsonl" || name === "evaluation") {
      const parsed = (lines: string) =>
        lines
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as unknown);
      expect(parsed(shown)).toEqual(parsed(text));
    }
  });

  it("has no colours but ours", async () => {
    const count = async (results: (typeof hostile)[]) => ((await reportedText(name, results, { color: true })).match(colors) ?? []).length;
    const benign = JSON.parse(JSON.stringify([hostile, broken]).replaceAll(JSON.stringify(evil).slice(1, -1), "benign")) as (typeof hostile)[];
    if (name !== "html") expect(await count([hostile, broken])).toBe(await count(benign));
  });
});

it("results that are shown whole are harmless, in colour too", () => {
  const shown = resultsText([hostile, broken], { width: 80, color: true });
  expect(harmlessText(shown, { color: true })).toBe(shown);
  expect(shown).not.toMatch(/\u001b\[31mred/);
});

describe("problems and errors", () => {
  const problem = { rule: "invalid-id", file: `${evil}.jsonl`, line: 1, message: `The id "${evil}" is not one.`, hint: evil };

  it.each([true, false])("show what a file holds as text (in colour: %s)", (color) => {
    const screen = { width: 80, color };
    const error = { code: "invalid-documents", exit: "usage" as const, message: evil, where: evil, hint: evil, problems: [problem] };
    for (const text of [validateText({ files: 1, problems: [problem] }, screen), errorText(error, screen)]) {
      expect(text.replaceAll(colors, "")).not.toMatch(harmful);
      expect(text).not.toContain("\u001b[31mred");
      expect(text).toContain("\\u001b[31mred\\u0007");
    }
  });

  it("are harmless in every other form once they are shown", () => {
    const result = { files: 1, problems: [problem] };
    for (const text of [validateGithub(result), validateGitlab(result), validateSarif(result, "1.0.0")]) expect(harmlessText(text)).not.toMatch(harmful);
  });
});
