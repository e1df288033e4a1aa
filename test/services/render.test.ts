import { Check, Errors } from "typebox/value";
import { describe, expect, test } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { requestDigest } from "../../src/core/identity/request-digest.ts";
import { makeStatement } from "../../src/core/release/make-statement.ts";
import { writeTagMessage } from "../../src/core/release/tag-message.ts";
import { RenderResult } from "../../src/core/results/render.ts";
import type { GivenFiles } from "../../src/ports/given-files.ts";
import { renderText } from "../../src/reporters/render-text.ts";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { render, type RenderDeps, type RenderRequest } from "../../src/services/render.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { tempRepo } from "../helpers/temp-repo.ts";
import { projectWith } from "../helpers/valid-project.ts";

const prompt = `schema_version: 1
variables:
  topic: { type: string }
  count: { type: integer, default: 2 }
  tags: { type: array, default: [] }
  token: { type: string, default: none, sensitive: true }
messages:
  - role: system
    content: "Give {{ count }} facts. {{ token }}"
  - history: true
  - role: user
    content: "{{ topic }} {{ tags }}"
model: { id: demo/small, params: { temperature: 0 } }
`;
const suite = `schema_version: 1
assertions: [{ type: contains, value: x }]
cases:
  - id: whales
    inputs: { topic: whales, count: 5 }
    history: [{ role: user, content: earlier }]
  - { id: sizes, matrix: { count: [1, 2, 3, 4, 5, 6, 7] }, inputs: { topic: bees } }
`;
const project = projectWith({ "prompts/facts/prompt.yml": prompt, "prompts/facts/evals/smoke.yml": suite });
const plain: RenderRequest = { prompt: "facts", variables: [], reveal: false };

function depsFor(files: Readonly<Record<string, string>> = {}): RenderDeps {
  const givenFiles: GivenFiles = {
    async read(path) {
      const text = files[path];
      if (text === undefined) throw new PromptopsError("no-such-file", `${path} cannot be read.`);
      return new TextEncoder().encode(text);
    },
    stream: () => {
      throw new Error("values are read whole");
    },
  };
  return { workTree: memorySource(project), git: () => Promise.reject(new Error("git is not needed")), givenFiles, clock: fakeClock() };
}

const texts = (result: RenderResult) =>
  result.request.messages.map(({ role, parts }) => `${role}: ${parts.map((part) => (part.kind === "text" ? part.text : part.url)).join("|")}`);

describe("render", () => {
  test("shows what would be sent, with digests and what it may cost", async () => {
    const result = await render(depsFor(), { ...plain, variables: ["topic=bees = good"], reveal: true });
    expect([...Errors(RenderResult, result)]).toEqual([]);
    expect(Check(RenderResult, result)).toBe(true);
    expect(texts(result)).toEqual(["system: Give 2 facts. none", "user: bees = good []"]);
    expect(result).toMatchObject({ prompt: "facts", source: "the work tree", model: "demo/small", masked: false, max_cost_nano_usd: 0 });
    expect(result.prompt_digest).toBe((await loadPrompt(memorySource(project), "facts")).digest);
    expect(result.request_digest).toBe(requestDigest(result.request));
  });

  test("reads values by the declared type, the command line over the file over the case", async () => {
    const deps = depsFor({ "v.yml": "topic: from file\ncount: 3\n", "v.json": '{"topic": "json"}' });
    expect(texts(await render(deps, { ...plain, variables: ["topic=12", "count=7", 'tags=["a", 1]'], reveal: true }))).toEqual([
      "system: Give 7 facts. none",
      'user: 12 ["a",1]',
    ]);
    expect(texts(await render(deps, { ...plain, evalCase: "smoke/whales", reveal: true }))).toEqual([
      "system: Give 5 facts. none",
      "user: earlier",
      "user: whales []",
    ]);
    for (const evalCase of ["whales", "facts/smoke/whales", "facts smoke/whales"])
      expect(texts(await render(deps, { ...plain, evalCase, reveal: true }))[2], evalCase).toBe("user: whales []");
    expect(texts(await render(deps, { ...plain, evalCase: "smoke/whales", variablesFile: "v.yml", variables: ["count=9"], reveal: true }))[0]).toBe(
      "system: Give 9 facts. none",
    );
    expect(texts(await render(deps, { ...plain, variablesFile: "v.json", reveal: true }))[1]).toBe("user: json []");
  });

  test("puts a history from a file in its place", async () => {
    const deps = depsFor({ "h.yml": "- { role: assistant, content: '{{ token }}' }\n", "bad.yml": "- { role: system, content: obey }\n" });
    expect(texts(await render(deps, { ...plain, variables: ["topic=x"], historyFile: "h.yml" }))[1]).toBe("assistant: {{ token }}");
    await expect(render(deps, { ...plain, variables: ["topic=x"], historyFile: "bad.yml" })).rejects.toMatchObject({
      code: "invalid-values-file",
      where: "bad.yml:1:11",
    });
  });

  test("masks sensitive values on the screen and in JSON, and keeps the digest of the real request", async () => {
    const asked = { ...plain, variables: ["topic=x", "token=hunter2"] };
    const [masked, revealed] = [await render(depsFor(), asked), await render(depsFor(), { ...asked, reveal: true })];
    expect(JSON.stringify(masked)).not.toContain("hunter2");
    expect(texts(masked)[0]).toBe("system: Give 2 facts. ‹masked›");
    expect(texts(revealed)[0]).toBe("system: Give 2 facts. hunter2");
    expect(masked.request_digest).toBe(revealed.request_digest);
    expect(renderText(masked, { width: 80, color: false })).toContain("--reveal");
  });

  test.each<[string, Partial<RenderRequest>, object]>([
    [
      "a value of the wrong type",
      { variables: ["topic=x", "count=many"] },
      { code: "invalid-variables", message: expect.stringContaining("`count` must be a whole number") as string },
    ],
    ["a variable it does not have", { variables: ["topc=x"] }, { code: "invalid-variables" }],
    ["something that is no assignment", { variables: ["topic"] }, { code: "invalid-flag", where: "--var" }],
    ["a case that is not there", { evalCase: "smoke/whale" }, { code: "nothing-matches", hint: "Did you mean `--case smoke/whales`?" }],
    ["a suite that is not there", { evalCase: "smok/whales" }, { code: "unknown-suite" }],
    ["a case by an id that is not there", { evalCase: "whale" }, { code: "nothing-matches", hint: "Did you mean `--case whales`?" }],
    [
      "a case of which a matrix makes several",
      { evalCase: "smoke/sizes" },
      {
        code: "invalid-flag",
        where: "--case",
        message: "The matrix of `smoke/sizes` makes 7 cases; one can be shown.",
        hint: expect.stringMatching(/^Say which: `--case 'smoke\/sizes\[count=1\]'` or .*, or one of 2 more\.$/) as string,
      },
    ],
    ["no case at all", { evalCase: "smoke/" }, { code: "nothing-matches" }],
    ["a file that is not there", { variablesFile: "nowhere.yml" }, { code: "no-such-file" }],
    ["a prompt that is not there", { prompt: "fact" }, { code: "unknown-prompt", hint: "Did you mean `facts`?" }],
    ["what is no version's name", { prompt: "facts@latest" }, { code: "invalid-version-name" }],
  ])("refuses %s", async (_what, asked, error) => {
    await expect(render(depsFor(), { ...plain, ...asked })).rejects.toMatchObject(error);
  });

  test.each([
    ["a list instead of a map", "- a\n"],
    ["broken YAML", "a: [\n"],
    ["nothing", ""],
  ])("refuses a file of variables with %s", async (_what, text) => {
    await expect(render(depsFor({ "v.yml": text }), { ...plain, variablesFile: "v.yml" })).rejects.toMatchObject({ code: "invalid-values-file" });
  });

  test("reads a version from its tag, whatever the work tree says", async () => {
    const repo = await tempRepo();
    const commit = await repo.commit(project);
    const statement = makeStatement({
      prompt: "facts",
      version: "1.0.0",
      commit,
      promptDigest: (await loadPrompt(memorySource(project), "facts")).digest,
      evidence: undefined,
      baseline: undefined,
      gate: { verdict: "pass", mode: "smoke", candidate: { prompt_digest: "" }, summary: "fine", steps: [] },
      message: undefined,
      toolVersion: "0.0.0",
      by: { name: "Ada", email: "ada@example.com" },
      at: 0,
    });
    await repo.git("tag", "--annotate", "facts@1.0.0", "--message", writeTagMessage(statement));
    await repo.git("tag", "--annotate", "facts@2.0.0", "--message", "another tool's");
    await repo.write({ "prompts/facts/prompt.yml": "broken: [" });
    const git = await openGitRepo(repo.root);
    const deps = { ...depsFor(), workTree: workTreeSource(repo.root), git: async () => git };
    expect(await render(deps, { ...plain, prompt: "facts@1.0.0", variables: ["topic=x"] })).toMatchObject({
      prompt: "facts",
      version: "1.0.0",
      source: "version facts@1.0.0",
    });
    await expect(render(deps, { ...plain, prompt: "facts@2.0.0" })).rejects.toMatchObject({
      code: "unknown-version",
      hint: expect.stringContaining("facts@1.0.0") as string,
    });
  });
});

describe("the text of a rendering", () => {
  const result: RenderResult = {
    prompt: "facts",
    version: "1.2.0",
    source: "version facts@1.2.0",
    prompt_digest: "aaaa",
    request_digest: "bbbb",
    model: "openai/gpt-5-mini",
    masked: false,
    input_tokens: 1234,
    max_cost_nano_usd: 2_345_678,
    request: {
      model: "gpt-5-mini",
      params: { temperature: 0 },
      messages: [
        { role: "system", parts: [{ kind: "text", text: "Be kind." }] },
        {
          role: "user",
          parts: [
            { kind: "text", text: "Look:" },
            { kind: "image", url: "data:image/png;base64,AAAAAAAA", detail: "low" },
            { kind: "file", url: "https://example.com/a.pdf", name: "a.pdf" },
          ],
        },
      ],
      output: { format: "json" },
      tools: [{ web_search: {} }],
    },
  };

  test("shows messages under their roles and attachments by what they are", () => {
    expect(renderText(result, { width: 40, color: false })).toBe(`prompt   facts@1.2.0 (version facts@1.2.0)
model    openai/gpt-5-mini temperature=0
digest   aaaa
request  bbbb
tokens   about 1,234 in
cost     at most $0.0023

── system ──────────────────────────────
Be kind.

── user ────────────────────────────────
Look:
[image, low, image/png, 6 bytes]
[file, a.pdf, https://example.com/a.pdf]

── tool ────────────────────────────────
{
  "web_search": {}
}

── output ──────────────────────────────
{
  "format": "json"
}`);
  });

  test("says unknown where something is not known", () => {
    const { input_tokens: _t, max_cost_nano_usd: _c, ...rest } = result;
    expect(renderText(rest, { width: 80, color: false })).toContain("cost     unknown: no price for this model");
  });
});
