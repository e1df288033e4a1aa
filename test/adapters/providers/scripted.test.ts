import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import type { Role } from "../../../src/core/model/prompt.ts";
import type { Provider } from "../../../src/ports/provider.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";
import { readSpec } from "../../helpers/spec.ts";

interface SpecRequest {
  readonly model?: string;
  readonly params?: ModelRequest["params"];
  readonly system?: string;
  readonly user?: string;
  /** Role → text, instead of `system` and `user`. */
  readonly messages?: readonly Partial<Record<Role, string>>[];
  /** Exactly one of these. */
  readonly answered?: string | null;
  readonly fails?: string;
}

interface SpecCase {
  readonly it: string;
  readonly rules: readonly unknown[];
  readonly requests: readonly SpecRequest[];
}

function withRules(rules: string): Promise<Provider> {
  return openProvider(
    "demo",
    { providers: { demo: { kind: "scripted", rules: "rules.yml", max_retries: 0 } } },
    providerPorts({ files: { "rules.yml": rules } }),
  );
}

function requestOf({ model = "small", params = {}, system, user, messages }: SpecRequest): ModelRequest {
  const said = messages ?? [...(system === undefined ? [] : [{ system }]), ...(user === undefined ? [] : [{ user }])];
  const rendered = said.flatMap((message) => Object.entries(message).map(([role, text]) => ({ role: role as Role, parts: [{ kind: "text" as const, text }] })));
  return { model, params, messages: rendered };
}

for (const { file, content } of readSpec<SpecCase[]>("scripted")) {
  describe(`scripted/${file}`, () => {
    test.each(content)("$it", async ({ rules, requests }) => {
      const provider = await withRules(stringify({ schema_version: 1, rules }));
      for (const request of requests) {
        if (typeof request.answered === "string") expect((await provider.call(requestOf(request))).text).toBe(request.answered);
        else expect(await failureOf(provider.call(requestOf(request)))).toMatchObject({ kind: request.fails ?? "bad-request" });
      }
    });
  });
}

describe("a scripted provider", () => {
  test("says how long it thought without anybody waiting, and answers the same every time", async () => {
    const provider = await withRules("schema_version: 1\nrules:\n  - { answer: ok, latency_ms: 45000 }\n");
    const response = await provider.call(asking("Hello"));
    expect(response).toMatchObject({ latencyMs: 45_000, attempts: [{ outcome: "answered", latencyMs: 45_000 }] });
    expect(await provider.call(asking("Hello"))).toEqual(response);
  });

  test("a question that no rule answers is shown, as far as a line goes", async () => {
    const provider = await withRules("schema_version: 1\nrules:\n  - { match: { user: never }, answer: ok }\n");
    const error = await failureOf(provider.call(asking(`Where is\n${"x".repeat(100)}`)));
    expect(error).toMatchObject({ kind: "bad-request", message: `No rule of rules.yml answers "Where is\\n${"x".repeat(71)}…".` });
  });

  test("rules that are wrong are refused when it is opened, each with its place", async () => {
    const opening = withRules(
      "schema_version: 1\nrules:\n  - { match: { pattern: '(' }, answer: a }\n  - { match: { pattern: 'a(?=b)' }, answer: a, json: 1 }\n",
    );
    await expect(opening).rejects.toMatchObject({
      code: "invalid-documents",
      message: "rules.yml in the work tree has 3 problems.",
      problems: [
        { rule: "invalid-pattern", file: "rules.yml", line: 3 },
        { rule: "invalid-pattern", line: 4, hint: expect.stringContaining("no look-around") },
        { rule: "one-of", line: 4 },
      ],
    });
  });

  test("a rules file that is not there is named", async () => {
    const opening = openProvider("demo", { providers: { demo: { kind: "scripted", rules: "rules.yml" } } }, providerPorts());
    await expect(opening).rejects.toMatchObject({ code: "invalid-documents", problems: [{ rule: "missing-file", file: "rules.yml" }] });
  });
});

test("an answer can be said to rest on a web search", async () => {
  const searched = { citations: [{ url: "https://docs.example/a", title: "A" }], results: [{ url: "https://docs.example/b", text: "b" }] };
  const provider = await withRules(stringify({ schema_version: 1, rules: [{ answer: "Blue.", searched }] }));
  expect(await provider.call(asking("Hi"))).toMatchObject({ citations: searched.citations, searchResults: searched.results, usage: { webSearches: 1 } });
});
