import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { givenEvaluations } from "../../src/adapters/fs/given-evaluations.ts";
import { ProviderError } from "../../src/core/errors/provider-error.ts";
import { evaluationReport } from "../../src/services/evaluation/evaluation-report.ts";
import { listEvaluations } from "../../src/services/list-evaluations.ts";
import { failedResults, resultsOfCase, showEvaluation } from "../../src/services/show-evaluation.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const files = {
  "prompts/p/prompt.yml": promptYaml,
  "prompts/p/evals/main.yml": suiteYaml(["a", "wrong", "down", "b"]),
  "prompts/p/evals/second.yml": suiteYaml(["a"], "epochs: 2\n"),
};

function labOnDisk() {
  const provider = echoProvider({
    answer: (text) => {
      if (text === "down") throw new ProviderError("server", "echo", "down");
      return undefined;
    },
  });
  const evaluations = fileEvaluationStore(tempFolder());
  const lab = evaluationLab({ files, evaluations, providers: [provider, echoProvider({ name: "other" })] });
  return { lab, deps: { evaluations, given: givenEvaluations("/") } };
}

describe("an evaluation that is shown again", () => {
  it("is what was reported when it ended", async () => {
    const { lab, deps } = labOnDisk();
    const evaluated = await lab.evaluate();
    const { report, header } = await showEvaluation(deps, {});
    expect(report).toEqual(evaluationReport(evaluated, deps.evaluations.location(evaluated.id)));
    expect(header).toEqual(evaluated.header);
  });

  it("says of an unfinished one what there is so far, and how much is missing", async () => {
    const { lab, deps } = labOnDisk();
    const { id } = await lab.evaluate({ failFast: true, concurrency: 1 });
    const { report } = await showEvaluation(deps, { id });
    expect(report).toMatchObject({ verdict: "fail", not_run: 4, prompts: [{ complete: false, totals: { cases: 2, passed: 1, failed: 1 } }] });
  });

  it("is the newest when no id is given, and an error when there is none", async () => {
    const { lab, deps } = labOnDisk();
    await expect(showEvaluation(deps, {})).rejects.toMatchObject({ code: "unknown-evaluation", hint: "Run `promptops eval` to make the first." });
    await lab.evaluate();
    await lab.deps.clock.advance(1_000);
    const { id } = await lab.evaluate({ suites: ["second"] });
    expect((await showEvaluation(deps, {})).report.id).toBe(id);
    expect((await showEvaluation(deps, { id: id.slice(-8) })).report.id).toBe(id);
    await expect(showEvaluation(deps, { id: id.slice(0, 9) })).rejects.toMatchObject({ code: "ambiguous-id" });
  });

  it("is named with the nearest id when there is none of that name", async () => {
    const { lab, deps } = labOnDisk();
    const { id } = await lab.evaluate();
    await expect(showEvaluation(deps, { id: `${id.slice(0, -1)}${id.endsWith("0") ? "1" : "0"}` })).rejects.toMatchObject({
      code: "unknown-evaluation",
      hint: `Did you mean \`promptops eval show ${id}\`?`,
    });
    const foreign = "20250101T000000000Z-00000000";
    await expect(showEvaluation(deps, { id: foreign })).rejects.toMatchObject({
      hint: `If it was made on another machine: \`promptops evidence share\` there, then \`promptops evidence show ${foreign}\`.`,
    });
  });

  it.each(["header.json", "results.jsonl"])("says which of its files is damaged: %s", async (name) => {
    const { lab, deps } = labOnDisk();
    const { id } = await lab.evaluate();
    const file = join(dirname(deps.evaluations.location(id)), name);
    await writeFile(file, "{\n");
    await expect(showEvaluation(deps, { id })).rejects.toMatchObject({ code: "corrupt-evaluation", where: expect.stringContaining(file) as string });
  });

  it("may lie in a folder elsewhere", async () => {
    const { lab, deps } = labOnDisk();
    const { id } = await lab.evaluate();
    const { report } = await showEvaluation({ ...deps, evaluations: fileEvaluationStore(tempFolder()) }, { id: dirname(deps.evaluations.location(id)) });
    expect(report).toMatchObject({ id, prompts: [{ totals: { cases: 5 } }] });
  });
});

describe("one case of it", () => {
  it("has every result there is: each suite, epoch and model", async () => {
    const { lab, deps } = labOnDisk();
    await lab.evaluate({ models: ["echo/one", "other/two"] });
    const shown = await showEvaluation(deps, {});
    const named = (results: readonly { prompt: string; suite: string; epoch: number }[]) =>
      results.map(({ prompt, suite, epoch }) => `${prompt} ${suite} ${epoch}`);
    expect(named(await resultsOfCase(shown, "second/a"))).toEqual([
      "p (echo/one) second 1",
      "p (echo/one) second 2",
      "p (other/two) second 1",
      "p (other/two) second 2",
    ]);
    expect(await resultsOfCase(shown, "a")).toHaveLength(6);
    // As reports name it.
    for (const name of ["p/second/a", "p second/a"]) expect(await resultsOfCase(shown, name)).toHaveLength(4);
    expect(named(await resultsOfCase(shown, "p (other/two) second/a"))).toEqual(["p (other/two) second 1", "p (other/two) second 2"]);
    await expect(resultsOfCase(shown, "q/second/a")).rejects.toMatchObject({ code: "nothing-matches" });
    await expect(resultsOfCase(shown, "second/aa")).rejects.toMatchObject({ code: "nothing-matches", hint: "Did you mean `--case second/a`?" });
  });

  it("with a matrix is all that the matrix makes", async () => {
    const suite =
      "schema_version: 1\nassertions: [{ type: contains, value: a }]\ncases:\n  - { id: m, matrix: { word: [a, ab] } }\n  - { id: mm, inputs: { word: a } }\n";
    const lab = evaluationLab({ files: { ...files, "prompts/p/evals/main.yml": suite }, providers: [echoProvider()] });
    await lab.evaluate();
    const shown = await showEvaluation({ evaluations: lab.deps.evaluations, given: givenEvaluations("/") }, {});
    const ids = async (name: string) => (await resultsOfCase(shown, name)).map((result) => result.case);
    for (const name of ["m", "main/m"]) expect(await ids(name)).toEqual(["m[word=a]", "m[word=ab]"]);
    expect(await ids("m[word=ab]")).toEqual(["m[word=ab]"]);
  });

  it("that did not pass is among the failures, errors too", async () => {
    const { lab, deps } = labOnDisk();
    await lab.evaluate();
    expect((await failedResults(await showEvaluation(deps, {}))).map((result) => [result.case, result.status])).toEqual([
      ["wrong", "fail"],
      ["down", "error"],
    ]);
  });
});

describe("the list of evaluations", () => {
  it("tells of each what it was about and came to, newest first, damaged ones too", async () => {
    const { lab, deps } = labOnDisk();
    const first = await lab.evaluate({ suites: ["second"] });
    await lab.deps.clock.advance(1_000);
    const second = await lab.evaluate({ failFast: true, concurrency: 1 });
    await lab.deps.clock.advance(1_000);
    const third = await lab.evaluate();
    await lab.deps.clock.advance(1_000);
    const fourth = await lab.evaluate();
    await writeFile(join(dirname(deps.evaluations.location(fourth.id)), "header.json"), "{");
    const { evaluations, more } = await listEvaluations(deps, { limit: 10 });
    expect(more).toBe(false);
    expect(evaluations.map(({ id, state, verdict, passed, failed, errors }) => ({ id, state, verdict, passed, failed, errors }))).toEqual([
      { id: fourth.id, state: "damaged" },
      { id: third.id, state: "finished", verdict: "error", passed: 3, failed: 1, errors: 1 },
      { id: second.id, state: "unfinished" },
      { id: first.id, state: "finished", verdict: "pass", passed: 1, failed: 0, errors: 0 },
    ]);
    expect(evaluations[3]).toMatchObject({ prompts: [{ label: "p", model: "echo/one" }], asked: { suites: ["second"] }, results: 2, cost_nano_usd: 40_000 });
  });

  it("shows as many as were asked for, and says that there are more", async () => {
    const { lab, deps } = labOnDisk();
    for (let n = 0; n < 3; n += 1) await lab.evaluate({ suites: ["second"] });
    expect(await listEvaluations(deps, { limit: 2 })).toMatchObject({ evaluations: { length: 2 }, more: true });
    expect(await listEvaluations(deps, { limit: 3 })).toMatchObject({ evaluations: { length: 3 }, more: false });
  });

  it("of one prompt holds only its own; a name that none is about is an error", async () => {
    const { lab, deps } = labOnDisk();
    await lab.evaluate({ models: ["echo/one", "other/two"] });
    expect(await listEvaluations(deps, { prompt: "p", limit: 5 })).toMatchObject({ evaluations: { length: 1 } });
    await expect(listEvaluations(deps, { prompt: "pp", limit: 5 })).rejects.toMatchObject({ code: "nothing-matches", hint: "Did you mean `--prompt p`?" });
    expect(await listEvaluations({ evaluations: fileEvaluationStore(tempFolder()) }, { limit: 5 })).toEqual({ evaluations: [], more: false });
  });
});
