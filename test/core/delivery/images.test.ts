import { describe, expect, it } from "vitest";
import { extractImages } from "../../../src/core/delivery/extract-images.ts";
import { readSlackFile } from "../../../src/core/delivery/slack-file.ts";
import { discord } from "../../../src/core/destinations/discord.ts";
import { email } from "../../../src/core/destinations/email.ts";
import { slack } from "../../../src/core/destinations/slack.ts";
import { telegram } from "../../../src/core/destinations/telegram.ts";
import { webhook } from "../../../src/core/destinations/webhook.ts";
import { deliverable } from "../../helpers/delivery-lab.ts";

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const answer = extractImages({ ...deliverable, content: `Rates rose.\n\n![The curve](data:image/png;base64,${pixel})\n\nThat was it.` });
const input = <S>(settings: S) => ({ deliverable: answer, settings, intent: "20261120T09-0123456789abcdef01234567", form: "markdown" as const, maxParts: 5 });
const bytes = ({ body, encoding }: { readonly body: string; readonly encoding: BufferEncoding }) => Buffer.from(body, encoding);

describe("a picture in an answer", () => {
  it("is taken out of the text, where its name remains", () => {
    expect(answer.content).toBe("Rates rose.\n\n[The curve: image-1.png]\n\nThat was it.");
    expect(answer.images).toEqual([{ mediaType: "image/png", data: pixel, name: "image-1.png" }]);
  });

  it.each([
    ["an SVG, which may hold a program", "![x](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)"],
    ["a page", "![x](data:text/html;base64,PGI+)"],
    ["half a Base64", "![x](data:image/png;base64,iVBOR)"],
    ["an address", "![x](https://example.com/x.png)"],
  ])("is none when it is %s", (_name, content) => {
    expect(extractImages({ ...deliverable, content })).toEqual({ ...deliverable, content });
  });

  it("goes to Discord as a file of the last message, the same bytes every time", async () => {
    const [part, ...others] = await discord.format(input({ kind: "discord" as const, url_env: "U" }));
    expect(others).toEqual([]);
    expect(part).toEqual((await discord.format(input({ kind: "discord" as const, url_env: "U" })))[0]);
    const form = await new Response(part && new Uint8Array(bytes(part)), { headers: { "content-type": part?.contentType ?? "" } }).formData();
    expect(JSON.parse(String(form.get("payload_json")))).toMatchObject({
      allowed_mentions: { parse: [] },
      content: expect.stringContaining("image-1.png") as string,
    });
    const file = form.get("files[0]") as File;
    expect([file.name, file.type, Buffer.from(await file.arrayBuffer()).toString("base64")]).toEqual(["image-1.png", "image/png", pixel]);
  });

  it("goes to Telegram as a message of its own", async () => {
    const [text, picture] = await telegram.format(input({ kind: "telegram" as const, token_env: "T", chat: "-100" }));
    expect(text?.contentType).toContain("application/json");
    const form = await new Response(picture && new Uint8Array(bytes(picture)), { headers: { "content-type": picture?.contentType ?? "" } }).formData();
    expect([form.get("chat_id"), (form.get("document") as File).name]).toEqual(["-100", "image-1.png"]);
  });

  it("is attached to a mail, and handed to a webhook as it is", async () => {
    const [mail] = await email.format(input({ kind: "email" as const, host: "h", from: "a@example.com", to: ["b@example.com"] }));
    expect(JSON.parse(mail?.body ?? "")).toMatchObject({ attachments: [{ filename: "image-1.png", contentType: "image/png", content: pixel }] });
    const [payload] = await webhook.format(input({ kind: "webhook" as const }));
    expect(JSON.parse(payload?.body ?? "")).toMatchObject({ images: [{ name: "image-1.png", data: pixel }] });
  });

  it("goes to Slack as a file of its own, if a bot brings it", async () => {
    const parts = await slack.format(input({ kind: "slack" as const, token_env: "T", channel: "C0123456" }));
    const [text, picture] = parts.map(({ contentType, body }) => ({ content_type: contentType, body }));
    expect(parts).toHaveLength(2);
    expect(text && readSlackFile(text)).toBeUndefined();
    expect(picture && readSlackFile(picture)).toEqual({ channel: "C0123456", filename: "image-1.png", media_type: "image/png", data: pixel });
  });

  it("is named where files cannot be sent", async () => {
    const [message] = await slack.format(input({ kind: "slack" as const, url_env: "U" }));
    expect(message?.body).toContain("The curve: image-1.png");
    expect(message?.body).not.toContain(pixel);
  });
});
