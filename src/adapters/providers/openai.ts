import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { keyVariable, type SettingsOf } from "../../core/providers/registry.ts";
import { redactor } from "../../core/redact.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";
import { chat } from "./openai/chat.ts";
import type { Post } from "./openai/client.ts";
import { responses } from "./openai/responses.ts";
import { saidLine } from "./said-line.ts";

const ownBaseUrl = "https://api.openai.com/v1";
/** For servers that ask for no key: some refuse a request that has none. */
const noKey = "none";

/** The OpenAI API, or any server that speaks it. The SDK is loaded at the first call. */
export async function openai(name: string, settings: SettingsOf<"openai">, { clock, environment }: ProviderPorts): Promise<Endpoint> {
  const { api = "responses", headers = {} } = settings;
  const wire = api === "chat" ? chat : responses;
  const baseUrl = checkedBaseUrl(name, settings.base_url ?? ownBaseUrl);
  const variable = keyVariable(settings);
  // A key read from a file often ends with its line.
  const key = variable === undefined ? noKey : environment.get(variable)?.trim();
  const speaker = { name, clean: saidLine(redactor(key === undefined ? [] : [key])) };
  let client: Promise<Post> | undefined;

  async function makeClient(): Promise<Post> {
    if (key === undefined) throw new PromptopsError("missing-key", `Provider "${name}" needs a key in the environment variable ${variable}, which is not set.`);
    const { openaiClient } = await import("./openai/client.ts");
    return openaiClient({
      speaker,
      baseUrl,
      headers: {
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "promptops",
        authorization: `Bearer ${key}`,
        ...lowerCased(headers),
      },
      now: () => clock.now(),
    });
  }

  return {
    identity: { api, base_url: baseUrl, headers: lowerCased(headers) },
    async ask(request, signal) {
      refuseReserved(name, request, wire.reserved);
      const body = wire.body(speaker, request);
      const { body: answered, requestId } = await (await (client ??= makeClient()))(wire.path, body, signal);
      return { ...wire.answer(speaker, request, answered), ...(requestId === undefined ? {} : { providerRequestId: requestId }) };
    },
  };
}

/** Without slashes at the end. @throws PromptopsError `invalid-base-url` */
function checkedBaseUrl(name: string, baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url === null) throw new PromptopsError("invalid-base-url", `The \`base_url\` of provider "${name}" is no URL.`);
  if (url.username !== "" || url.password !== "")
    throw new PromptopsError("invalid-base-url", `The \`base_url\` of provider "${name}" holds a user name or a password.`);
  return baseUrl.replace(/\/+$/, "");
}

function refuseReserved(name: string, { params }: ModelRequest, reserved: readonly string[]): void {
  const found = reserved.find((param) => Object.hasOwn(params, param));
  if (found !== undefined) throw new ProviderError("bad-request", name, `The parameter \`${found}\` cannot be set: the prompt itself says what it would.`);
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
}
