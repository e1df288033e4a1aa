import { EnvironmentVariable, strict, Type } from "../model/shape.ts";
import { configParam, timeoutParam } from "./code-params.ts";
import { assertionKind } from "./kind.ts";

export const webhook = assertionKind({
  type: "webhook",
  area: "code",
  summary:
    "A server decides. It is sent `{ input, config }` as JSON and answers with a score: true or false, a number from 0 to 1, or `{ score, pass, reason }`. Asked once, never again; redirects are not followed.",
  params: strict({
    url: Type.Optional(Type.String({ pattern: "^https?://[^\\s/@]+(?:[/?]\\S*)?$", description: "An https URL; one that is secret belongs in `url_env`." })),
    url_env: Type.Optional({ ...EnvironmentVariable, description: "Name of the environment variable that holds the URL." }),
    key_env: Type.Optional({ ...EnvironmentVariable, description: "Name of the environment variable whose value is sent as a bearer token." }),
    allow_private: Type.Optional(Type.Boolean({ default: false, description: "Let it be an address of this machine or of a private network, by http too." })),
    ...timeoutParam,
    ...configParam,
  }),
  needs: ["callWebhook"],
  code: true,
  problem({ url, url_env, allow_private = false }) {
    if ((url === undefined) === (url_env === undefined))
      return url === undefined ? "It needs `url` or `url_env`." : "It may have only one of `url` and `url_env`.";
    return url?.startsWith("http:") === true && !allow_private ? "It must be an https URL; plain http needs `allow_private: true`." : undefined;
  },
  score(input, { url, url_env, key_env, allow_private = false, timeout_seconds = 30, config }, { callWebhook }) {
    return callWebhook({ url, urlEnv: url_env, keyEnv: key_env, allowPrivate: allow_private, timeoutSeconds: timeout_seconds }, input, config);
  },
});
