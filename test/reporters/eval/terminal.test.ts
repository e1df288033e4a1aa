import { describe, expect, it } from "vitest";
import { check, everyKind, many, models, reportedText, result } from "../../helpers/eval-fixture.ts";

const failed = result({ checks: [check({ metric: "tone", score: 0.8 })] });
const error = result({ status: "error", case: "b", checks: [], output: undefined, error: { kind: "timeout", message: "no answer in 60 s" } });
const passed = result({ status: "pass", score: 1, case: "c", checks: [] });
const part = { whole: false, maxCostUsd: undefined };

describe("the summary for people", () => {
  it("tells failures first, then errors, then totals, the verdict and the next step", async () => {
    expect(await reportedText("terminal", [failed, error, passed])).toMatchInlineSnapshot(`
      "FAIL  main/late-fee
          contains: expected "fee"
          answer: Your invoice

      ERROR  main/b
          timeout: no answer in 60 s

      billing/summarize · m/n

      suite  cases  passed  failed  errors  score     cost  latency
      main       3       1       1       1   0.50  unknown    20 ms
      metrics: tone 0.80

      error: 1 of 3 cases got no score, and 1 failed.
      next: \`promptops eval --resume 20261120T090000000Z-0123abcd\` runs those again.
      "
    `);
  });

  it("shows models side by side, and which cases took or cost far more than the others", async () => {
    const shown = await reportedText("terminal", everyKind, { models, width: 110 });
    expect(shown.slice(shown.indexOf("billing/summarize · openai"))).toMatchInlineSnapshot(`
      "billing/summarize · openai/gpt-5-mini
      billing/summarize · anthropic/claude-opus-5
      support/reply@1.2.0 · openai/gpt-5

      suite    openai/gpt-5-mini  anthropic/claude-opus-5
      main            1/3 · 0.63               2/3 · 0.95
      tools           1/1 · 1.00               0/1 · 0.00
      all             2/4 · 0.75               2/4 · 0.63
      errors                   1                        0
      pending                  0                        1
      cost               $0.0026                   $0.038
      latency              1.2 s                    9.4 s
      facts                 0.00                     1.00
      tone                  0.50                     0.80

      suite                       cases  passed  failed  score     cost  latency
      support/reply@1.2.0/safety      2       1       1   0.50  unknown   650 ms
      support/reply@1.2.0: metrics: a|b<c> 0.00
      slow: billing/summarize (anthropic/claude-opus-5) tools/looks-up-invoice 31.0 s

      billing/summarize: where the models differ
                              openai/gpt-5-mini  anthropic/claude-opus-5
      main/double-charge      fail               pass
      main/refund,"quoted"    error              pending
      tools/looks-up-invoice  pass               fail

      error: 1 of 10 cases got no score, and 3 failed.
      next: \`promptops eval --resume 20261120T090000000Z-0123abcd\` runs those again.
      "
    `);
  });

  it("lists models one below the other where the screen has no room for them side by side", async () => {
    const shown = await reportedText("terminal", everyKind, { models, width: 50 });
    expect(shown).not.toContain("openai/gpt-5-mini  anthropic/claude-opus-5");
    expect(shown.replaceAll(/\s+/g, " ")).toContain("claude-opus-5): metrics: facts 1.00 · tone 0.80");
  });

  it("names the command that publishes when everything passed", async () => {
    expect(await reportedText("terminal", [passed])).toContain("next: `promptops publish billing/summarize`");
  });

  it("calls it no pass while a person has still to judge", async () => {
    const waiting = everyKind.filter(({ status }) => status !== "fail" && status !== "error");
    const shown = await reportedText("terminal", waiting, { models, endless: true });
    expect(shown).toContain("pending: 1 of 6 cases waits for a person's rating.");
    expect(shown).toContain(
      `next: \`promptops feedback add 20261120T090000000Z-0123abcd --case 'main/refund,"quoted"' --prompt 'billing/summarize (anthropic/claude-opus-5)' --good\` (or \`--bad\`) rates an answer`,
    );
  });

  it("sends nobody to publish what was only looked at in part", async () => {
    const shown = await reportedText("terminal", [passed], { asked: part });
    expect(shown).toContain("next: `promptops eval billing/summarize`, without filters, before you publish.");
    expect(await reportedText("terminal", [passed], { asked: { ...part, otherModel: true }, width: 200 })).toContain(
      "with the prompt's own model, before you publish.",
    );
  });

  it("says what the cost cap was that left cases out, and how to go on with more", async () => {
    const capped = result({ status: "error", checks: [], error: { kind: "budget", message: "The cost cap left too little for this call." } });
    const shown = await reportedText("terminal", [capped], { asked: { whole: true, maxCostUsd: 0.5 }, width: 120 });
    expect(shown).toContain("next: raise `--max-cost` (now $0.50) and run `promptops eval --resume 20261120T090000000Z-0123abcd --max-cost USD`.");
  });

  it("shows the first failures of very many, and where the others are", async () => {
    const shown = await reportedText("terminal", [...many(5_000)]);
    expect(shown.match(/^FAIL/gm)).toHaveLength(20);
    expect(shown).toMatch(
      /… and 480 more in \/r\/\.git\/promptops\/evaluations\/\S+: `promptops eval show 20261120T090000000Z-0123abcd --failures` shows all\n/,
    );
  });

  describe("an error", () => {
    const message =
      "Chat Completions has no web search: give provider c `api: responses` in `.promptops.yml`, or ask another provider, and run `promptops eval --retry-errors` again.";
    const errors = ["a", "b"].map((id) => result({ status: "error", case: id, checks: [], output: undefined, error: { kind: "unsupported", message } }));

    it("is told whole on a terminal, in lines that leave commands in one piece; those that are equal are named beside it", async () => {
      const shown = await reportedText("terminal", errors, { width: 60 });
      expect(shown.slice(0, shown.indexOf("billing"))).toBe(
        [
          "ERROR  main/a",
          "    unsupported: Chat Completions has no web search: give",
          "    provider c `api: responses` in `.promptops.yml`, or ask",
          "    another provider, and run",
          "    `promptops eval --retry-errors` again.",
          "    and 1 more with the same error: main/b",
          "",
          "",
        ].join("\n"),
      );
    });

    it.each(["terminal", "markdown", "github", "junit"] as const)("is whole in %s where nobody counts columns", async (reporter) => {
      const shown = (await reportedText(reporter, errors, { endless: true })).replaceAll("\\", "");
      expect(shown.split("`promptops eval --retry-errors` again.")).toHaveLength({ junit: 5, terminal: 2, markdown: 3, github: 3 }[reporter]);
    });

    it("that ends many cases is told once, with the first of them by name and the next step", async () => {
      const capped = Array.from({ length: 40 }, (_, at) =>
        result({ status: "error", case: `c${at}`, checks: [], error: { kind: "budget", message: "The cost cap left too little for this call." } }),
      );
      const shown = await reportedText("terminal", capped, { width: 80 });
      expect(shown.match(/^ERROR/gm)).toHaveLength(1);
      expect(shown).toMatch(/and 39 more with the same error: main\/c1, main\/c2,[\s\S]*main\/c8, …\n/);
      expect(shown).not.toContain("… and ");
    });
  });

  it("tells a reason whole where nobody counts columns", async () => {
    const shown = await reportedText("terminal", [result({ checks: [check({ reason: `expected ${"y".repeat(300)} end` })] })], { endless: true });
    expect(shown).toContain(`${"y".repeat(300)} end\n`);
  });

  it("keeps inside the screen's width", async () => {
    const long = result({ case: "x".repeat(119), output: "word ".repeat(1_000), checks: [check({ reason: "y".repeat(500) })] });
    const lines = (await reportedText("terminal", [long], { width: 90 })).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(90);
  });

  it("breaks no word on a narrow screen", async () => {
    const bad = check({ metric: "tone", reason: "it is not friendly enough for a customer who waits" });
    const lines = (await reportedText("terminal", [result({ checks: [bad], findings: [{ code: "injection-suspected", message: "x" }] })], { width: 40 })).split(
      "\n",
    );
    // But what is copied in one piece, and tables of numbers.
    const sentences = lines.filter((line) => !line.includes("`") && !/^(?:suite|main) /.test(line));
    expect(sentences.filter((line) => line.length > 40)).toEqual([]);
  });

  it("lets no answer paint over the terminal", async () => {
    const shown = await reportedText("terminal", [
      result({ output: "\u001b[2J\u001b[31mred\u0007\u202egnp.exe\r\nnext", checks: [check({ reason: "\u001b]8;;http://x\u0007" })] }),
    ]);
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it("lets no answer give commands to the CI server that shows the log", async () => {
    const shown = await reportedText("terminal", everyKind, { models });
    expect(shown).not.toMatch(/^\s*::|##\[|##vso\[/m);
  });

  it("is coloured only where colours are wanted", async () => {
    expect(await reportedText("terminal", [failed], { color: true })).toContain("\u001b[");
    expect(await reportedText("terminal", [failed])).not.toContain("\u001b[");
  });
});
