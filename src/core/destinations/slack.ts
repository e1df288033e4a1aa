import { Type } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";
import { given, Links, TokenVariable, Url, UrlVariable } from "./settings.ts";

export const slack = destinationKind({
  kind: "slack",
  summary: "A channel, through an incoming webhook or a bot's token.",
  settings: destinationSettings("slack", {
    url_env: Type.Optional({ ...UrlVariable, description: "Name of the environment variable that holds the incoming webhook's URL, which is a secret." }),
    token_env: Type.Optional(TokenVariable),
    channel: Type.Optional(
      Type.String({ pattern: "^[A-Z0-9]{6,20}$", description: "With a token: the channel's id, capital letters and digits, not its name: `C0123456789`." }),
    ),
    links: Type.Optional(Links),
    base_url: Type.Optional({
      ...Url,
      description: "A server of your own in the place of Slack's API; with `url_env`, that the webhook may be one on this machine or in your own network.",
    }),
  }),
  oneOf: [["url_env", "token_env"]],
  together: [["token_env", "channel"]],
  external: true,
  deduplication: () => "none",
  guarantee:
    "Slack does not tell copies apart: what may have arrived is held until somebody looks. A bot's picture is put there first and shown last: one whose process ended in between is held too, though mostly nobody saw it.",
  variables: ({ url_env, token_env }) => given(url_env, token_env),
  async format(input) {
    const [{ chunkedMessage }, { slackDialect }, { jsonPart }, { slackFilePart }] = await Promise.all([
      import("../delivery/chunked-message.ts"),
      import("../delivery/slack-dialect.ts"),
      import("../delivery/payload.ts"),
      import("../delivery/slack-file.ts"),
    ]);
    const { channel, links = "all" } = input.settings;
    const quiet = { unfurl_links: false, unfurl_media: false };
    const place = channel === undefined ? {} : { channel };
    const plain = { parse: "none", link_names: false };
    const texts = chunkedMessage(input, slackDialect, links).map((text) => jsonPart({ ...place, text, mrkdwn: true, ...plain, ...quiet }));
    // An incoming webhook takes no files.
    if (channel === undefined) return texts;
    return [...texts, ...input.deliverable.images.map(({ name, mediaType, data }) => slackFilePart({ channel, filename: name, media_type: mediaType, data }))];
  },
});
