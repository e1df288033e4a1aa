import { Type } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";
import { given, Links, TokenVariable, Url } from "./settings.ts";

export const telegram = destinationKind({
  kind: "telegram",
  summary: "A chat, through a bot.",
  settings: destinationSettings("telegram", {
    token_env: TokenVariable,
    chat: Type.String({
      pattern: "^(?:-?[0-9]{1,20}|@[A-Za-z0-9_]{3,64})$",
      description: 'The chat\'s id, or `@` and a public channel\'s name: `"-1001234567890"`, `"@news"`.',
    }),
    silent: Type.Optional(Type.Boolean({ default: false, description: "Nobody's telephone makes a sound." })),
    links: Type.Optional(Links),
    base_url: Type.Optional({
      ...Url,
      description: "A server of your own in the place of Telegram's API, which may be on this machine or in your own network.",
    }),
  }),
  external: true,
  deduplication: () => "none",
  guarantee: "Telegram does not tell copies apart: what may have arrived is held until somebody looks.",
  variables: ({ token_env }) => given(token_env),
  async format(input) {
    const [{ chunkedMessage }, { multipart }, { telegramDialect }, { jsonPart }] = await Promise.all([
      import("../delivery/chunked-message.ts"),
      import("../delivery/multipart.ts"),
      import("../delivery/telegram-dialect.ts"),
      import("../delivery/payload.ts"),
    ]);
    const { chat, silent = false, links = "all" } = input.settings;
    const texts = chunkedMessage(input, telegramDialect, links).map((text) =>
      jsonPart({ chat_id: chat, text, parse_mode: "HTML", link_preview_options: { is_disabled: true }, disable_notification: silent }),
    );
    const field = (name: string, value: string) => ({ name, contentType: "text/plain; charset=utf-8", bytes: Buffer.from(value) });
    // A picture is a message of its own; as a document it arrives as it is.
    const pictures = input.deliverable.images.map(({ name, mediaType, data }) =>
      multipart([
        field("chat_id", chat),
        field("disable_notification", String(silent)),
        { name: "document", filename: name, contentType: mediaType, bytes: Buffer.from(data, "base64") },
      ]),
    );
    return [...texts, ...pictures];
  },
});
