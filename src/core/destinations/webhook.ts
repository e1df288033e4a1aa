import { EnvironmentVariable, Type } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";
import { AllowPrivate, given, Url, UrlVariable } from "./settings.ts";

export const webhook = destinationKind({
  kind: "webhook",
  summary: "A POST of JSON, signed as Standard Webhooks says.",
  settings: destinationSettings("webhook", {
    url: Type.Optional(Url),
    url_env: Type.Optional(UrlVariable),
    secret_env: Type.Optional({
      ...EnvironmentVariable,
      description:
        "Name of the environment variable that holds the signing secret: `whsec_` and Base64. During a rotation the new and the old one, with a space between.",
    }),
    allow_private: Type.Optional(AllowPrivate),
  }),
  oneOf: [["url", "url_env"]],
  external: true,
  deduplication: () => "by-id",
  guarantee: "At least once; once in effect when the receiver honours `webhook-id`, which stays the same over retries.",
  variables: ({ url_env, secret_env }) => given(url_env, secret_env),
  async format(input) {
    const { jsonPart, payloadOf } = await import("../delivery/payload.ts");
    return [jsonPart(payloadOf(input))];
  },
});
