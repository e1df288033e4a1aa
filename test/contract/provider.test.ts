import { LLMock, type Fixture } from "@copilotkit/aimock";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import type { ProviderErrorKind } from "../../src/core/errors/provider-error.ts";
import type { ProviderConfig } from "../../src/core/providers/registry.ts";
import type { Provider } from "../../src/ports/provider.ts";
import { dialects, type Dialect } from "../helpers/dialects.ts";
import { hangsUp, modelServer, refuses, says, type Treatment } from "../helpers/model-server.ts";
import { providerPorts } from "../helpers/provider-ports.ts";
import { providerContract, type ProviderSetup, type Step } from "./provider.ts";

const everyFailure = ["rate-limit", "server", "timeout", "network", "auth", "bad-request"] as const;
const statuses: Partial<Record<ProviderErrorKind, number>> = { "rate-limit": 429, server: 503, timeout: 408, auth: 401, "bad-request": 400 };

providerContract("scripted", scripted, everyFailure);
for (const dialect of dialects) {
  providerContract(`${dialect.name}, our server`, (setup) => atOurServer(dialect, setup), everyFailure, { toolCalls: dialect.toolCalls });
  // Nobody else serves the API that our `http` tests invent.
  if (dialect.addressSetting === "base_url")
    providerContract(
      `${dialect.name}, aimock`,
      (setup) => atAimock(dialect, setup),
      everyFailure.filter((kind) => kind !== "network"),
    );
}

async function scripted({ steps, limits = {}, clock }: ProviderSetup): Promise<Provider> {
  const rules = steps.map((step, at) => {
    if ("text" in step) return { answer: step.text };
    if ("calls" in step) return { tool_calls: [step.calls] };
    const { fails: kind, retryAfterSeconds } = step;
    return { error: { kind, ...(at < steps.length - 1 && { times: 1 }), ...(retryAfterSeconds !== undefined && { retry_after_seconds: retryAfterSeconds }) } };
  });
  const files = { "rules.yml": stringify({ schema_version: 1, rules }) };
  return openProvider(
    "under-test",
    { providers: { "under-test": { kind: "scripted", rules: "rules.yml", ...limits } } },
    providerPorts({ files, ...(clock && { clock }) }),
  );
}

function open(settings: ProviderConfig, { limits = {}, clock }: ProviderSetup): Promise<Provider> {
  const providers = { "under-test": { ...settings, ...limits } };
  return openProvider("under-test", { providers }, providerPorts({ env: { ACME_KEY: "a-key-of-acme" }, ...(clock && { clock }) }));
}

async function atOurServer(dialect: Dialect, setup: ProviderSetup): Promise<Provider> {
  const server = await modelServer();
  server.next(...setup.steps.map(treatment));
  return open(dialect.settings(server), setup);
}

function treatment(step: Step): Treatment {
  if ("text" in step) return says({ text: step.text });
  if ("calls" in step) return says({ toolCalls: [{ name: step.calls.name, arguments: JSON.stringify(step.calls.arguments) }] });
  if (step.fails === "network") return hangsUp;
  return refuses(statuses[step.fails] ?? 500, step.retryAfterSeconds === undefined ? {} : { "retry-after": String(step.retryAfterSeconds) });
}

/** The same against a model server that nobody here wrote. */
async function atAimock(dialect: Dialect, setup: ProviderSetup): Promise<Provider> {
  const { steps } = setup;
  const mock = new LLMock({ port: 0 });
  mock.addFixtures(steps.map((step, at) => ({ match: at < steps.length - 1 ? { sequenceIndex: at } : {}, response: aimockResponse(step) })));
  const url = await mock.start();
  onTestFinished(() => mock.stop());
  return open(dialect.settings({ baseUrl: `${url}/v1` }), setup);
}

function aimockResponse(step: Step): Fixture["response"] {
  // Its own counts are zero.
  if ("text" in step) return { content: step.text, usage: { prompt_tokens: 9, completion_tokens: 5, input_tokens: 9, output_tokens: 5 } };
  if ("calls" in step) return { toolCalls: [{ name: step.calls.name, arguments: JSON.stringify(step.calls.arguments) }] };
  const { fails, retryAfterSeconds: retryAfter } = step;
  return { error: { message: `It failed with ${fails}.` }, status: statuses[fails] ?? 500, ...(retryAfter !== undefined && { retryAfter }) };
}
