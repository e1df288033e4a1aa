import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check, everyKind, hostile, many, models, reportedText, result } from "../../helpers/eval-fixture.ts";
import { csvRecords, strictCsv } from "../../helpers/strict-csv.ts";

async function rows(...given: Parameters<typeof reportedText> extends [unknown, ...infer Rest] ? Rest : never): Promise<Record<string, string>[]> {
  return csvRecords(await reportedText("csv", ...given));
}

describe("CSV", () => {
  it("has a row per result: what it is, its inputs, its answer, a pair of columns per check", async () => {
    const [first, failed, error] = await rows(everyKind, { models });
    expect(failed).toMatchObject({
      prompt: "billing/summarize (openai/gpt-5-mini)",
      model: "openai/gpt-5-mini",
      suite: "main",
      case: "double-charge",
      status: "fail",
      score: "0.25",
      why: 'names the amount: expected "$12"\nrubric: neutral: it calls the customer angry, which the ticket does not',
      cost_usd: "0.00131",
      input_tokens: "412",
      tags: "fees",
      must_pass: "true",
      file: "prompts/billing/summarize/evals/main.yml",
      line: "14",
      "input.tone": "formal",
      "check.facts.score": "0",
      "check.facts.pass": "false",
      "check.tone.score": "0.5",
      "check.contains.score": "",
    });
    expect(first).toMatchObject({ status: "pass", why: "", "check.contains.pass": "true" });
    expect(error).toMatchObject({ status: "error", case: 'refund,"quoted"', why: "rate-limit: 429 after 3 attempts: slow down", output: "", cost_usd: "" });
    expect(await rows(everyKind, { models })).toHaveLength(everyKind.length);
  });

  it("tells two checks of one name apart", async () => {
    const [row] = await rows([result({ checks: [check({ score: 1 }), check({ score: 0.5 })] })]);
    expect(row).toMatchObject({ "check.contains.score": "1", "check.contains (2).score": "0.5" });
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\r\n=1", hostile.formula])("keeps %j data in a spreadsheet", async (formula) => {
    const text = await reportedText("csv", [
      result({ case: formula, output: formula, inputs: { x: formula }, checks: [check({ metric: formula, reason: formula })] }),
    ]);
    const cells = strictCsv(text);
    expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells[1]).toContain(`'${formula}`);
  });

  it.each(["x\n=1+1", "x\r=1+1", "x\r\n=1+1", "\n=1+1"])("keeps every line of %j in its cell, whatever ends a row for the reader", async (answer) => {
    const given = [result({ output: answer, inputs: { x: answer }, checks: [check({ reason: answer })] }), result({ output: "next" })];
    const [head, first, second, ...none] = strictCsv(await reportedText("csv", given));
    expect(none).toEqual([]);
    expect([first?.[head?.indexOf("output") ?? -1], first?.[head?.indexOf("input.x") ?? -1]]).toEqual([answer, answer]);
    expect(second).toContain("next");
  });

  it("writes money without an exponent and numbers as numbers", async () => {
    const [row] = await rows([result({ cost_nano_usd: 1, latency_ms: 0.25 })]);
    expect(row).toMatchObject({ cost_usd: "0.000000001", latency_ms: "0.25" });
  });

  it("can be read back whatever a model says, without characters that stop a spreadsheet", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (said) => {
        const text = await reportedText("csv", [result({ output: said, inputs: { a: said } })]);
        const [row] = csvRecords(text);
        expect(row!["output"]!.replace(/^'/, "")).toBe(
          said
            .replace(/^'/, "")
            .toWellFormed()
            .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd"),
        );
      }),
    );
  });

  it("has every row of very many", async () => {
    expect(await rows([...many(1_001)])).toHaveLength(1_001);
  });
});
