import { expect, test } from "vitest";
import { assertionKinds } from "../../src/core/assertions/registry.ts";
import { sqlDialects } from "../../src/core/assertions/sql-dialects.ts";
import type { Json } from "../../src/core/model/shape.ts";
import type { EvalResult } from "../../src/core/results/eval.ts";
import { runJson } from "../helpers/run-json.ts";
import { readSpec } from "../helpers/spec.ts";
import { tempRepo } from "../helpers/temp-repo.ts";
import { resultsOfFile } from "../helpers/results-of-file.ts";

interface SpecCase {
  readonly params: Readonly<Record<string, Json>>;
  readonly output?: string;
  readonly expected?: Json;
  readonly pass?: boolean;
  readonly tools?: unknown;
  readonly tool_calls?: unknown;
  readonly search_results?: unknown;
}

/** Kinds that look at nothing but the answer's text. */
const ofTexts = Object.entries(assertionKinds).filter(([, { area, needs }]) => (area === "text" || area === "structure") && needs.length === 0);

test("every kind that reads a text gives a score in the built program, whatever library it loads for that", async () => {
  const spec = new Map(readSpec<SpecCase[]>("assertions").map(({ file, content }) => [file, content]));
  const cases = ofTexts.map(([type]) => {
    const found = spec
      .get(type)
      ?.find(({ pass, output, tools, tool_calls: calls }) => pass === true && output !== undefined && tools === undefined && calls === undefined);
    return { id: type, output: found?.output ?? "", expected: found?.expected, assertion: { type, ...found?.params } };
  });
  const dialects = Object.keys(sqlDialects).map((dialect) => ({
    id: `sql-${dialect}`,
    output: "SELECT a FROM t",
    expected: undefined,
    assertion: { type: "is-sql", dialect },
  }));
  const all = [...cases, ...dialects];
  const repo = await tempRepo();
  const yaml = (value: unknown) => `${JSON.stringify(value)}\n`;
  await repo.commit({
    ".promptops.yml": yaml({ schema_version: 1, providers: { demo: { kind: "scripted", rules: "rules.yml" } } }),
    "rules.yml": yaml({ schema_version: 1, rules: all.map(({ id, output }) => ({ match: { user: `<${id}>` }, answer: output })) }),
    "prompts/say/prompt.yml": yaml({
      schema_version: 1,
      variables: { id: { type: "string" } },
      messages: [{ role: "user", content: "Say <{{ id }}>." }],
      model: { id: "demo/one" },
    }),
    "prompts/say/evals/main.yml": yaml({
      schema_version: 1,
      cases: all.map(({ id, expected, assertion }) => ({ id, inputs: { id }, ...(expected === undefined ? {} : { expected }), assertions: [assertion] })),
    }),
  });
  const { json, exitCode } = await runJson(["eval"], { cwd: repo.root });
  const { evaluation } = json.data as EvalResult;
  const results = await resultsOfFile(evaluation?.results ?? "");
  expect(results.filter(({ status }) => status !== "pass").map(({ case: id, error, checks }) => [id, error ?? checks])).toEqual([]);
  expect(results).toHaveLength(all.length);
  expect(exitCode).toBe(0);
});
