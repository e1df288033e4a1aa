import { Type } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";
import { given, Links, TokenVariable, Url, UrlVariable } from "./settings.ts";

/** Discord's flag that shows no previews of links. */
const suppressEmbeds = 4;
/** Files of one message (https://docs.discord.com/developers/reference#uploading-files). */
const mostFiles = 10;

export const discord = destinationKind({
  kind: "discord",
  summary: "A channel, through a webhook or a bot's token.",
  settings: destinationSettings("discord", {
    url_env: Type.Optional({ ...UrlVariable, description: "Name of the environment variable that holds the webhook's URL, which is a secret." }),
    token_env: Type.Optional(TokenVariable),
    channel: Type.Optional(
      Type.String({ pattern: "^[0-9]{5,25}$", description: 'With a token: the channel\'s id, digits in quotes, not its name: `"123456789012345678"`.' }),
    ),
    links: Type.Optional(Links),
    base_url: Type.Optional({
      ...Url,
      description: "A server of your own in the place of Discord's API, which may be on this machine or in your own network.",
    }),
  }),
  oneOf: [["url_env", "token_env"]],
  together: [["token_env", "channel"]],
  external: true,
  deduplication: ({ token_env }) => (token_env === undefined ? "none" : "for-minutes"),
  guarantee:
    "A webhook does not tell copies apart: what may have arrived is held. A bot's message carries a nonce, by which Discord knows it again for some minutes.",
  variables: ({ url_env, token_env }) => given(url_env, token_env),
  async format(input) {
    const [{ chunkedMessage }, { discordDialect }, { multipart }, { jsonPart }] = await Promise.all([
      import("../delivery/chunked-message.ts"),
      import("../delivery/discord-dialect.ts"),
      import("../delivery/multipart.ts"),
      import("../delivery/payload.ts"),
    ]);
    const { links = "all", token_env } = input.settings;
    const messages = chunkedMessage(input, discordDialect, links).map((content, at) => ({
      content,
      allowed_mentions: { parse: [] },
      flags: suppressEmbeds,
      // At most 25 characters: enough of the delivery's name, and the part.
      ...(token_env === undefined ? {} : { nonce: `${input.intent.slice(-22)}${at + 1}`.slice(-25), enforce_nonce: true }),
    }));
    const files = input.deliverable.images.slice(0, mostFiles).map(({ name, mediaType, data }, at) => ({
      name: `files[${at}]`,
      filename: name,
      contentType: mediaType,
      bytes: Buffer.from(data, "base64"),
    }));
    return messages.map((message, at) => {
      if (at < messages.length - 1 || files.length === 0) return jsonPart(message);
      return multipart([{ name: "payload_json", contentType: "application/json", bytes: Buffer.from(JSON.stringify(message)) }, ...files]);
    });
  },
});
