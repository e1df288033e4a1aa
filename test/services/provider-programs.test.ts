import { describe, expect, test } from "vitest";
import { estimateEvaluation } from "../../src/services/estimate-evaluation.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { embeddingProvider } from "../helpers/embedding-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";

const program = { kind: "exec" as const, command: ["node", "tools/model.mjs"] };
const suite = (assertion: string) => `schema_version: 1\nassertions: [${assertion}]\ncases: [{ id: a, inputs: { word: a }, expected: a }]\n`;

describe("a program as a provider, with --no-code", () => {
  test.each([
    ["the prompt's own", "echo", "{ type: equals }"],
    ["a judge's", "own", "{ type: rubric, rubric: r, model: own/judge }"],
    ["a rival's", "own", "{ type: pairwise, criteria: c, against: own/rival, model: echo/judge }"],
  ])("is refused before anything is asked, where it is %s", async (_whose, name, assertion) => {
    const asked = echoProvider();
    const providers = [asked, embeddingProvider("own")];
    const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suite(assertion) };
    const lab = evaluationLab({ files, providers, config: { providers: { echo: { kind: "openai" }, own: { kind: "openai" }, [name]: program } } });
    const refusal = { code: "code-refused", exit: "usage", message: expect.stringContaining(`Provider "${name}" is a program`) as string };
    await expect(lab.evaluate({ allowCode: false })).rejects.toMatchObject(refusal);
    const deps = { ...lab.deps, openCache: () => Promise.resolve(memoryCache()) };
    await expect(estimateEvaluation(deps, lab.input({ allowCode: false }))).rejects.toMatchObject(refusal);
    expect(asked.calls).toEqual([]);
  });
});

test("a program has no embeddings, which is told before anything is asked", async () => {
  const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suite("{ type: similar, model: own/vectors }") };
  const lab = evaluationLab({ files, providers: [echoProvider()], config: { providers: { echo: { kind: "openai" }, own: program } } });
  await expect(lab.evaluate()).rejects.toMatchObject({ code: "invalid-documents", problems: [{ rule: "no-embeddings" }] });
});

test("a wait of a provider is told of while the evaluation runs, and who waits", async () => {
  const echo = echoProvider();
  const waits: typeof echo = {
    ...echo,
    call(request, options) {
      if (echo.calls.length === 0) options?.onWait?.({ reason: "retry-after", ms: 20_000 });
      return echo.call(request, options);
    },
  };
  const lab = evaluationLab({ providers: [waits], files: { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(["a", "b"]) } });
  await lab.evaluate({ concurrency: 1 });
  expect(lab.events.map(({ type }) => type)).toEqual(["started", "waiting", "result", "result"]);
  expect(lab.events[1]).toEqual({ type: "waiting", provider: "echo", reason: "retry-after", ms: 20_000 });
});
