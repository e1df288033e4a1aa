import { describe, expect, it } from "vitest";
import { check, everyKind, hostile, models, reportedText, reportOf, result } from "../../helpers/eval-fixture.ts";

describe("markdown", () => {
  it("has the verdict, models as columns, the totals, and failures folded", async () => {
    const shown = await reportedText("markdown", everyKind, { models });
    expect(shown.slice(0, shown.indexOf("### Failures"))).toMatchInlineSnapshot(`
      "## ⚠️ error: 1 of 10 cases got no score, and 3 failed.

      **billing/summarize (openai/gpt-5-mini)** · openai/gpt-5-mini

      **billing/summarize (anthropic/claude-opus-5)** · anthropic/claude-opus-5

      **support/reply\\@1.2.0** · openai/gpt-5

      | suite | openai/gpt-5-mini | anthropic/claude-opus-5 |
      | :-- | --: | --: |
      | main | 1/3 · 0.63 | 2/3 · 0.95 |
      | tools | 1/1 · 1.00 | 0/1 · 0.00 |
      | all | 2/4 · 0.75 | 2/4 · 0.63 |
      | errors | 1 | 0 |
      | pending | 0 | 1 |
      | cost | $0.0026 | $0.038 |
      | latency | 1.2 s | 9.4 s |
      | facts | 0.00 | 1.00 |
      | tone | 0.50 | 0.80 |

      | suite | cases | passed | failed | score | cost | latency |
      | :-- | --: | --: | --: | --: | --: | --: |
      | support/reply\\@1.2.0/safety | 2 | 1 | 1 | 0.50 | unknown | 650 ms |

      support/reply\\@1.2.0: a\\|b&lt;c&gt; 0.00

      "
    `);
    expect(shown).toContain(
      "<details><summary>billing/summarize (openai/gpt-5-mini) main/double-charge</summary>\n\nprompts/billing/summarize/evals/main.yml:14\n\n- names the amount: expected",
    );
  });

  it("lets no answer leave its fence or become markup", async () => {
    const shown = await reportedText("markdown", [result({ output: "```\n# Hi\n````", checks: [check({ reason: "<img src=x> @team [a](b)" })] })]);
    expect(shown).toContain("`````text\n```\n# Hi\n````\n`````");
    expect(shown).toContain("&lt;img src=x&gt; \\@team \\[a\\](b)");
  });

  it("lets no name become markup: of a model, a metric, a case", async () => {
    const named = result({ prompt: "p", case: hostile.script, checks: [check({ metric: hostile.markdown })] });
    const shown = await reportedText("markdown", [named], { models: { p: `m/${hostile.markdown}` } });
    const outside = shown.replaceAll(/^(`+)text\n[\s\S]*?\n\1$/gm, "");
    expect(outside).not.toMatch(/<(?!\/?(?:details|summary)>)/);
    expect(outside).toContain("m/\\`\\`\\` \\*\\*bold\\*\\* \\[a\\](javascript:x) \\@team \\| cell");
  });

  it("stays below what GitHub takes, and says how much it left out", async () => {
    const loud = Array.from({ length: 5_000 }, (_, index) => result({ index, output: "é".repeat(20_000), checks: [check({ reason: "ü".repeat(20_000) })] }));
    const report = { ...reportOf(loud), failures: { count: 5_000, first: loud } };
    const shown = await reportedText("markdown", loud, { report });
    expect(Buffer.byteLength(shown)).toBeLessThan(1024 * 1024);
    expect(shown).toMatch(/… and \d{4} more\./);
  });
});
