import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LLMock, type Fixture } from "@copilotkit/aimock";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { recordingFiles } from "../../src/adapters/fs/recording-files.ts";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import type { ProviderErrorKind } from "../../src/core/errors/provider-error.ts";
import type { ProviderConfig } from "../../src/core/providers/registry.ts";
import type { Provider } from "../../src/ports/provider.ts";
import { recorder } from "../../src/services/evaluation/recorder.ts";
import { built } from "../helpers/built.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { dialects, type Dialect } from "../helpers/dialects.ts";
import { hangsUp, modelServer, refuses, says, type Treatment } from "../helpers/model-server.ts";
import { providerPorts } from "../helpers/provider-ports.ts";
import { providerContract, type ProviderSetup, type Step } from "./provider.ts";

const everyFailure = ["rate-limit", "server", "timeout", "network", "auth", "bad-request"] as const;
const statuses: Partial<Record<ProviderErrorKind, number>> = { "rate-limit": 429, server: 503, timeout: 408, auth: 401, "bad-request": 400 };

providerContract("scripted", scripted, everyFailure);
providerContract("exec", program, everyFailure);
providerContract("replay", recorded, []);
let building: Promise<typeof openProvider> | undefined;
const bundled = () => (building ??= buildProviders());
for (const dialect of dialects) {
  providerContract(`${dialect.name}, our server`, (setup) => atOurServer(dialect, setup), everyFailure, { toolCalls: dialect.toolCalls });
  // The bundle has SDKs without what nobody calls.
  providerContract(`${dialect.name}, bundled`, async (setup) => atOurServer(dialect, setup, await bundled()), everyFailure, { toolCalls: dialect.toolCalls });
  // Nobody else serves the API that our `http` tests invent.
  if (dialect.addressSetting === "base_url")
    providerContract(
      `${dialect.name}, aimock`,
      (setup) => atAimock(dialect, setup),
      everyFailure.filter((kind) => kind !== "network"),
    );
}

async function buildProviders(): Promise<typeof openProvider> {
  const module = await built(['export { openProvider } from "./src/adapters/providers/open-provider.ts";']);
  return ((await import(pathToFileURL(module).href)) as { readonly openProvider: typeof openProvider }).openProvider;
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

/** A real process for each call. What it says is in a file beside it; how often it was asked, in one outside. */
async function program({ steps, limits = {}, clock }: ProviderSetup): Promise<Provider> {
  const usage = { input: 9, output: 5 };
  const answers = steps.map((step) => {
    if ("text" in step) return { text: step.text, usage };
    if ("calls" in step) return { tool_calls: [step.calls], usage };
    const { fails: kind, retryAfterSeconds } = step;
    return { error: { kind, message: "It was told to fail.", ...(retryAfterSeconds !== undefined && { retry_after_seconds: retryAfterSeconds }) } };
  });
  const files = {
    "tools/model.mjs": `import { appendFileSync, readFileSync, statSync } from "node:fs";
const [, , answersFile, calls] = process.argv;
appendFileSync(calls, ".");
const answers = JSON.parse(readFileSync(answersFile, "utf8"));
process.stdout.write(JSON.stringify(answers[Math.min(statSync(calls).size, answers.length) - 1]));
`,
    "tools/answers.json": JSON.stringify(answers),
  };
  const command = [process.execPath, "tools/model.mjs", "tools/answers.json", join(tempFolder(), "calls")];
  return openProvider("under-test", { providers: { "under-test": { kind: "exec", command, ...limits } } }, providerPorts({ files, ...(clock && { clock }) }));
}

/** What a scripted place says is recorded, and given again from the files. */
async function recorded(setup: ProviderSetup): Promise<Provider> {
  const root = tempFolder();
  const place = await scripted(setup);
  const { clock, limits = {} } = setup;
  const settings = { kind: "replay", recordings: "recordings", ...limits } as const;
  const replayed = () =>
    openProvider("under-test", { providers: { "under-test": settings } }, providerPorts({ source: workTreeSource(root), ...(clock && { clock }) }));
  const writes = recorder(recordingFiles(root, "recordings"), String);
  return {
    ...(await replayed()),
    async call(request, options) {
      const response = await place.call(request);
      await writes.answer({ provider: place, model: "under-test/small", request, epoch: 1 }, { response, costNanoUsd: undefined, cached: false });
      return (await replayed()).call(request, options);
    },
  };
}

function open(settings: ProviderConfig, { limits = {}, clock }: ProviderSetup, opening = openProvider): Promise<Provider> {
  const providers = { "under-test": { ...settings, ...limits } };
  return opening("under-test", { providers }, providerPorts({ env: { ACME_KEY: "a-key-of-acme" }, ...(clock && { clock }) }));
}

async function atOurServer(dialect: Dialect, setup: ProviderSetup, opening = openProvider): Promise<Provider> {
  const server = await modelServer();
  server.next(...setup.steps.map(treatment));
  return open(dialect.settings(server), setup, opening);
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
