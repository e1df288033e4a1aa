import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunk } from "../../../src/core/delivery/chunk.ts";
import type { Dialect } from "../../../src/core/delivery/dialect.ts";
import { discordDialect } from "../../../src/core/delivery/discord-dialect.ts";
import { parseMarkdown } from "../../../src/core/delivery/parse-markdown.ts";
import { plainDialect } from "../../../src/core/delivery/plain-dialect.ts";
import { plainText, type Block } from "../../../src/core/delivery/rich-text.ts";
import { slackDialect } from "../../../src/core/delivery/slack-dialect.ts";
import { telegramDialect } from "../../../src/core/delivery/telegram-dialect.ts";

const ending: Block = { kind: "paragraph", segments: [{ text: "… cut here." }] };
const dialects: Readonly<Record<string, Dialect>> = { slack: slackDialect, discord: discordDialect, telegram: telegramDialect, plain: plainDialect(500) };

const emoji = fc.constantFrom("👩‍👩‍👧‍👦", "🏳️‍🌈", "é", "e\u0301", "👍🏽", "🇩🇪", "x", "<b>", "@everyone", "```", "&amp;", "*", "_", "[", "](", "\\", " ", " word ", "\n");
const text = fc.array(emoji, { minLength: 1, maxLength: 200 }).map((parts) => parts.join(""));
const segment = fc.record({ text, bold: fc.boolean(), code: fc.boolean(), italic: fc.boolean() }).map(({ text: words, ...look }) => ({ text: words, ...look }));
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constantFrom("paragraph" as const, "heading" as const, "quote" as const), segments: fc.array(segment, { minLength: 1, maxLength: 5 }) }),
  fc.record({ kind: fc.constant("code" as const), language: fc.constant("ts"), text }),
  fc.record({
    kind: fc.constant("item" as const),
    depth: fc.integer({ min: 0, max: 3 }),
    prefix: fc.constant("• "),
    segments: fc.array(segment, { minLength: 1, maxLength: 3 }),
  }),
);

/** The words that a reader sees, without white space, which may differ at a cut. */
function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .map((each) => (each.kind === "code" ? each.text : each.kind === "rule" ? "" : plainText(each.segments)))
    .join("")
    .replaceAll(/\s/g, "");
}

describe.each(Object.entries(dialects))("messages for %s", (_name, dialect) => {
  const narrow = { ...dialect, limit: 120 };

  it("are never longer than the place takes, whatever the text", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        for (const written of chunk(blocks, narrow, 10_000, ending).texts) expect(dialect.size(written)).toBeLessThanOrEqual(narrow.limit);
      }),
      { numRuns: 60 },
    );
  });

  it("never hold half of a character", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        for (const written of chunk(blocks, narrow, 10_000, ending).texts) expect(written.isWellFormed()).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("say that something was left out when there would be too many, within the limit too", () => {
    const long: Block[] = Array.from({ length: 50 }, (_, at) => ({
      kind: "paragraph",
      segments: [{ text: `Paragraph ${at} of a text that goes on for longer than anybody reads.` }],
    }));
    const { texts, cut } = chunk(long, narrow, 3, ending);
    expect(cut).toBe(true);
    expect(texts).toHaveLength(3);
    expect(texts.at(-1)).toContain("cut here");
    for (const written of texts) expect(dialect.size(written)).toBeLessThanOrEqual(narrow.limit);
  });
});

describe("a text that is cut", () => {
  it("loses no word", () => {
    const counting: Dialect = {
      ...plainDialect(80),
      write: (each) => (each.kind === "code" ? each.text : each.kind === "rule" ? "" : plainText(each.segments)),
    };
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const { texts } = chunk(blocks, counting, 10_000, ending);
        expect(texts.join("").replaceAll(/\s/g, "")).toBe(wordsOf(blocks));
      }),
      { numRuns: 60 },
    );
  });

  it("is cut after a sentence before it is cut after a word", () => {
    const { texts } = chunk(parseMarkdown("The first sentence ends here. The second one is longer than what is left."), plainDialect(50), 9, ending);
    expect(texts).toEqual(
      ["The first sentence ends here. ".trimEnd(), "The second one is longer than what is left."].map((each, at) => (at === 0 ? `${each} ` : each)),
    );
  });

  it("opens a code block again in the next message", () => {
    const code = Array.from({ length: 20 }, (_, at) => `line ${at} of the program`).join("\n");
    const { texts } = chunk(parseMarkdown(`\`\`\`ts\n${code}\n\`\`\``), { ...discordDialect, limit: 200 }, 9, ending);
    expect(texts.length).toBeGreaterThan(1);
    for (const written of texts) expect(written).toMatch(/^```ts\n[^`]*\n```$/);
  });

  it("keeps a link whole by moving it to the next message", () => {
    const { texts } = chunk(
      parseMarkdown(`${"word ".repeat(12)}[the report](https://example.com/a/very/long/path)`),
      { ...slackDialect, limit: 90 },
      9,
      ending,
    );
    expect(texts.filter((written) => written.includes("<https://example.com/a/very/long/path|the report>"))).toHaveLength(1);
  });
});

describe("Markdown", () => {
  it.each([
    ["nobody is called in Slack", slackDialect, "<!channel> <@U123> & @here", "&lt;!channel&gt; &lt;@U123&gt; &amp; @\u200bhere"],
    ["nobody is called in Discord", discordDialect, "@everyone <@123>", "\\@everyone \\<\\@123\\>"],
    [
      "nobody is called in Telegram, and mail addresses stay what they are",
      telegramDialect,
      "@ada_l, (@bob) a@b.example",
      "@\u200bada_l, (@\u200bbob) a@b.example",
    ],
    ["tags are text in Telegram", telegramDialect, "<b>x</b> & y", "&lt;b&gt;x&lt;/b&gt; &amp; y"],
    ["bold and links in Slack", slackDialect, "**Big** [news](https://example.com/?a=1&b=2)", "*Big* <https://example.com/?a=1&amp;b=2|news>"],
    ["bold and links in Discord", discordDialect, "**Big** [news](https://example.com/)", "**Big** [news](<https://example.com/>)"],
    ["bold and links in Telegram", telegramDialect, "**Big** [news](https://example.com/)", '<b>Big</b> <a href="https://example.com/">news</a>'],
    ["a link to code is none", slackDialect, "[x](javascript:alert(1))", "x"],
    ["a heading in Slack", slackDialect, "# Title", "*Title*"],
    ["a list in Discord", discordDialect, "- one\n- two", "- one\n- two"],
    ["a number that would begin a list in Discord stays one", discordDialect, "1\\. not a list", "1\u200b. not a list"],
  ] as const)("%s", (_name, dialect, markdown, expected) => {
    expect(chunk(parseMarkdown(markdown), dialect, 9, ending).texts).toEqual([expected]);
  });
});
