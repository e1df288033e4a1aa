import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discord } from "../../../src/core/destinations/discord.ts";
import type { Deliverable, FormattedPart } from "../../../src/core/destinations/kind.ts";
import { slack } from "../../../src/core/destinations/slack.ts";
import { telegram } from "../../../src/core/destinations/telegram.ts";
import { deliverable } from "../../helpers/delivery-lab.ts";

interface Place {
  readonly format: (of: Deliverable, maxParts: number) => Promise<readonly FormattedPart[]>;
  readonly field: "text" | "content";
  /** By the place's own documentation, and as it counts. */
  readonly limit: number;
  readonly size: (text: string) => number;
  /** What a reader sees, marks and invisible characters taken away. */
  readonly seen: (text: string) => string;
  /** Whether everything that is opened in a message is closed in it. */
  readonly whole: (text: string) => boolean;
}

const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const bare = (text: string) => text.replaceAll(/[\s\u200b•]/g, "");
const noHalfEntity = (text: string) => !/&(?!(?:amp|lt|gt|quot);)/.test(text);
const fences = (text: string) => (text.match(/^```/gm) ?? []).length % 2 === 0;
const input = (of: Deliverable, maxParts: number) => ({ deliverable: of, intent: "20261120T09-0123456789abcdef01234567", form: "markdown" as const, maxParts });

/** Are a message's tags closed in the order they were opened? */
function nested(html: string): boolean {
  const open: string[] = [];
  for (const [, end, tag = ""] of html.matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
    if (end === "") open.push(tag);
    else if (open.pop() !== tag) return false;
  }
  return open.length === 0 && !/<[^>]*$/.test(html);
}

const places: Readonly<Record<string, Place>> = {
  slack: {
    format: (of, maxParts) => slack.format({ ...input(of, maxParts), settings: { kind: "slack", url_env: "U" } }),
    field: "text",
    limit: 4_000,
    size: ({ length }) => length,
    seen: (text) => bare(unescaped(text.replaceAll(/<[^|>]*\|([^>]*)>/g, "$1").replaceAll(/^```$|[*]/gm, ""))),
    whole: (text) => noHalfEntity(text) && fences(text) && (text.match(/</g) ?? []).length === (text.match(/>/g) ?? []).length,
  },
  discord: {
    format: (of, maxParts) => discord.format({ ...input(of, maxParts), settings: { kind: "discord", url_env: "U" } }),
    field: "content",
    limit: 2_000,
    size: ({ length }) => length,
    seen: (text) => bare(text.replaceAll(/\[([^\]]*)\]\(<[^>]*>\)/g, "$1").replaceAll(/^```$|\*\*|^- |\\/gm, "")),
    whole: (text) => fences(text) && (text.match(/\]\(</g) ?? []).length === (text.match(/>\)/g) ?? []).length,
  },
  telegram: {
    format: (of, maxParts) => telegram.format({ ...input(of, maxParts), settings: { kind: "telegram", token_env: "T", chat: "1" } }),
    field: "text",
    limit: 4_096,
    size: (text) => unescaped(text.replaceAll(/<[^>]*>/g, "")).length,
    seen: (text) => bare(unescaped(text.replaceAll(/<[^>]*>/g, ""))),
    whole: (text) => noHalfEntity(text) && nested(text),
  },
};

const word = fc.constantFrom(
  "word",
  "Grüße",
  "你好世界",
  "👩‍👩‍👧‍👦",
  "🏳️‍🌈",
  "🇩🇪",
  "e\u0301",
  "don't.",
  "x".repeat(60),
  "AT&T",
  "[the report](https://example.com/a/very/long/path?with=a&b=c)",
);
const sentence = fc.array(word, { minLength: 1, maxLength: 120, size: "max" }).map((words) => words.join(" "));
const block = fc.oneof(
  { weight: 4, arbitrary: sentence },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom("const a = 1;", "if (a < b && c > d) {", "}", "y".repeat(90)), { minLength: 1, maxLength: 80, size: "max" })
      .map((lines) => `~~~ts\n${lines.join("\n")}\n~~~`),
  },
  { weight: 1, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 6 }).map((items) => items.map((item) => `- ${item}`).join("\n")) },
);
const answer = fc.array(block, { minLength: 1, maxLength: 25, size: "max" }).map((blocks) => blocks.join("\n\n"));

/** What the answer says, without Markdown. */
function said(content: string): string {
  return bare(content.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/^~~~(?:ts)?$|^- /gm, ""));
}

describe.each(Object.entries(places))("messages of whole answers for %s", (_name, { format, field, limit, size, seen, whole }) => {
  const texts = (parts: readonly FormattedPart[]) => parts.map(({ body }) => String((JSON.parse(body) as Record<string, unknown>)[field]));

  it("stay within the real limit, close what they open, hold no half character, and lose nothing", async () => {
    await fc.assert(
      fc.asyncProperty(answer, async (content) => {
        const written = texts(await format({ ...deliverable, content }, 10_000));
        for (const text of written) {
          expect(size(text)).toBeLessThanOrEqual(limit);
          expect(text.isWellFormed()).toBe(true);
          expect(whole(text), text).toBe(true);
        }
        expect(seen(written.join("\n")).replaceAll("```ts", "")).toBe(bare("Morning news") + said(content));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it("are no more than were wanted, and the last one says what is missing", async () => {
    const content = Array.from({ length: 900 }, (_, at) => `Sentence ${at} of an answer without end.`).join(" ");
    const written = texts(await format({ ...deliverable, content }, 3));
    expect(written).toHaveLength(3);
    expect(written.at(-1)).toContain("The whole text is in the record of");
    for (const text of written) expect(size(text)).toBeLessThanOrEqual(limit);
  });

  it("are the same bytes every time", async () => {
    const content = "**Rates** rose.\n\n~~~\ncode\n~~~";
    expect(await format({ ...deliverable, content }, 5)).toEqual(await format({ ...deliverable, content }, 5));
  });
});
