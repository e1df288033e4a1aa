import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { command } from "../../../src/core/destinations/command.ts";
import { discord } from "../../../src/core/destinations/discord.ts";
import { email } from "../../../src/core/destinations/email.ts";
import { file } from "../../../src/core/destinations/file.ts";
import type { Deliverable, FormatInput, FormattedPart } from "../../../src/core/destinations/kind.ts";
import { destinationKinds } from "../../../src/core/destinations/registry.ts";
import { publishedSchemas } from "../../../src/core/schemas/published-schemas.ts";
import { slack } from "../../../src/core/destinations/slack.ts";
import { telegram } from "../../../src/core/destinations/telegram.ts";
import { webhook } from "../../../src/core/destinations/webhook.ts";

const deliverable: Deliverable = {
  title: "Morning news",
  content: "**Rates** rose, says [the bank](https://bank.example/rates). Ask @everyone <!channel> or see https://elsewhere.example/x.",
  structured: { rates: "up" },
  usedWebSearch: true,
  citations: [{ url: "https://bank.example/rates", title: "Rates [2026]" }],
  images: [],
  meta: {
    job: "daily",
    run: "daily~20261120T090000Z",
    slot: "2026-11-20T09:00:00Z",
    prompt: "news/digest",
    version: "1.2.0",
    traceparent: "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01",
  },
};

const input = <S>(settings: S, more: Partial<FormatInput<S>> = {}): FormatInput<S> => ({
  deliverable,
  settings,
  intent: "20261120T09-0123456789abcdef01234567",
  form: "markdown",
  maxParts: 5,
  ...more,
});

const json = (parts: readonly FormattedPart[]) => parts.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe("a delivery", () => {
  it("to a webhook holds the answer as it was written, its body with sources, and the structured output", async () => {
    const [payload] = json(await webhook.format(input({ kind: "webhook" as const })));
    expect(payload).toEqual({
      title: "Morning news",
      body: `${deliverable.content}\n\n## Sources\n\n1. [Rates \\[2026\\]](<https://bank.example/rates>)\n`,
      content: deliverable.content,
      usedWebSearch: true,
      citations: deliverable.citations,
      data: { rates: "up" },
      meta: { ...deliverable.meta, delivery: "20261120T09-0123456789abcdef01234567" },
    });
  });

  it.each([
    ["whole", deliverable],
    [
      "without a job, and with a picture",
      {
        ...deliverable,
        images: [{ mediaType: "image/png", data: "AAAA", name: "image-1.png" }],
        meta: { ...deliverable.meta, job: undefined, slot: undefined },
      },
    ],
    ["as a test", { ...deliverable, meta: { ...deliverable.meta, test: "true" as const } }],
  ])("to programs is what its published schema says: %s", async (_name, of) => {
    const published = publishedSchemas().find(({ name }) => name === "delivery");
    const validate = new Ajv({ strict: false }).compile(published?.schema ?? false);
    const parts = [
      ...(await webhook.format(input({ kind: "webhook" as const }, { deliverable: of }))),
      ...(await command.format(input({ kind: "command" as const, command: ["x"] }, { deliverable: of }))),
    ];
    for (const payload of json(parts)) expect(validate(payload), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...json(parts)[0], more: 1 })).toBe(false);
  });

  it("to Slack calls nobody, shows no previews, and names the channel of a bot", async () => {
    const [message] = json(await slack.format(input({ kind: "slack" as const, token_env: "T", channel: "C0123456" })));
    expect(message).toMatchObject({ channel: "C0123456", parse: "none", link_names: false, unfurl_links: false, unfurl_media: false });
    expect(message?.["text"]).toBe(
      "*Morning news*\n\n*Rates* rose, says <https://bank.example/rates|the bank>. Ask @\u200beveryone &lt;!channel&gt; or see <https://elsewhere.example/x|https://elsewhere.example/x>.\n\n*Sources*\n\n1. <https://bank.example/rates|Rates [2026]>",
    );
  });

  it("to Discord mentions nobody, and a bot's message has a nonce that stays the same", async () => {
    const bot = { kind: "discord" as const, token_env: "T", channel: "123456" };
    const [message] = json(await discord.format(input(bot)));
    expect(message).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4, enforce_nonce: true });
    expect(String(message?.["nonce"]).length).toBeLessThanOrEqual(25);
    expect(json(await discord.format(input(bot)))).toEqual([message]);
    const [hook] = json(await discord.format(input({ kind: "discord" as const, url_env: "U" })));
    expect(hook).not.toHaveProperty("nonce");
  });

  it("to Telegram is HTML of which only our own tags are tags", async () => {
    const [message] = json(await telegram.format(input({ kind: "telegram" as const, token_env: "T", chat: "-100" })));
    expect(message).toMatchObject({ chat_id: "-100", parse_mode: "HTML", link_preview_options: { is_disabled: true } });
    expect(message?.["text"]).toContain('<a href="https://bank.example/rates">the bank</a>');
    expect(message?.["text"]).toContain("&lt;!channel&gt;");
  });

  it("leaves links only to what was cited where that is the policy", async () => {
    const [message] = json(await slack.format(input({ kind: "slack" as const, url_env: "U", links: "cited" as const })));
    expect(message?.["text"]).toContain("<https://bank.example/rates|the bank>");
    expect(message?.["text"]).toContain("https[:]//elsewhere.example/x");
    const [bare] = json(await slack.format(input({ kind: "slack" as const, url_env: "U", links: "none" as const })));
    expect(bare?.["text"]).not.toMatch(/https?:\/\//);
  });

  it("by mail has a plain and an HTML half, both without anything to be fetched", async () => {
    const [mail] = json(await email.format(input({ kind: "email" as const, host: "h", from: "a@example.com", to: ["b@example.com"] })));
    expect(mail?.["subject"]).toBe("Morning news");
    expect(mail?.["text"]).toContain("the bank (https://bank.example/rates)");
    expect(mail?.["html"]).not.toMatch(/<(?:img|script|link|iframe)/);
  });

  it("into a file is Markdown, or the JSON alone", async () => {
    const settings = { kind: "file" as const, path: "out.md" };
    expect((await file.format(input(settings)))[0]?.body.startsWith("# Morning news\n\n**Rates** rose")).toBe(true);
    expect((await file.format(input(settings, { form: "json" })))[0]?.body).toBe('{"rates":"up"}\n');
  });

  it.each(destinationKinds.map((kind) => [kind.kind, kind] as const))("of kind %s says what it can promise", (_name, kind) => {
    expect(kind.summary.length).toBeGreaterThan(10);
    expect(kind.guarantee.length).toBeGreaterThan(10);
  });
});
