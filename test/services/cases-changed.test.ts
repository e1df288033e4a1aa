import { expect, test } from "vitest";
import { evaluationLab, promptYaml } from "../helpers/evaluation-lab.ts";
import { memorySource } from "../helpers/memory-source.ts";

/** Together more than is kept of a suite, so that it is read again when its cases are asked. */
const long = "long ".repeat(20_000);
const others = Array.from({ length: 50 }, (_, at) => `other-${at}`);

/** A dataset that another process writes between two readings. */
async function evaluated(first: readonly string[], then: readonly string[]) {
  const files = {
    "prompts/p/prompt.yml": promptYaml,
    "prompts/p/evals/main.yml": "schema_version: 1\nassertions: [{ type: contains, value: long }]\ndatasets: [{ path: a.jsonl }]\n",
    "prompts/p/evals/a.jsonl": "",
  };
  let readings = 0;
  async function* stream() {
    readings += 1;
    for (const id of [...others, ...(readings === 1 ? first : then)]) yield new TextEncoder().encode(`${JSON.stringify({ id, word: long })}\n`);
  }
  const source = { ...memorySource(files), stream };
  const lab = evaluationLab({ files });
  const { prompts } = await lab.evaluate({ targets: [{ promptId: "p", promptSource: source, suiteSource: source }] });
  return { passed: prompts[0]?.evidence.totals.passed, readings };
}

test("a long dataset is read twice, and is the same both times", async () => {
  expect(await evaluated(["a", "b", "c"], ["a", "b", "c"])).toEqual({ passed: 53, readings: 2 });
});

test.each([[["a", "b", "b"]], [["a", "b", "d"]], [["a", "b"]], [["a", "b", "c", "d"]]])(
  "one that was changed meanwhile ends the evaluation, also where a name comes twice now: %j",
  async (then) => {
    await expect(evaluated(["a", "b", "c"], then)).rejects.toMatchObject({ code: "cases-changed" });
  },
);
