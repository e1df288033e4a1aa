import { expect, test, describe } from "vitest";
import { nodeScriptCheck } from "../../src/adapters/scorers/node-script-check.ts";
import { usualHint } from "../../src/core/errors/usual-hints.ts";
import { validate } from "../../src/services/validate.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { readSpec } from "../helpers/spec.ts";
import { reported, withoutUsualHints, type ProjectChange } from "../helpers/spec-project.ts";
import { projectWith, validProject } from "../helpers/valid-project.ts";

interface Expected extends ProjectChange {
  readonly it: string;
  readonly problems: readonly string[];
}

for (const { file, content } of readSpec<readonly Expected[]>("documents")) {
  describe(file, () => {
    test.each(content.map((expected) => [expected.it, expected] as const))("%s", async (_, expected) => {
      expect(withoutUsualHints(await reported(expected))).toEqual(withoutUsualHints(expected.problems));
    });
  });
}

const wrongEverywhere = projectWith({
  "prompts/billing/summarize/prompt.yml": "schema_version: 1\n",
  "prompts/billing/summarize/evals/smoke.yml": "schema_version: 1\ncases: 5\n",
  "schedules/daily.yml": "schema_version: 1\n",
  "prompts/other/prompt.yml": "schema_version: 1\n",
  "prompts/other/evals/more.yml": "schema_version: 1\ncases: 5\n",
});

const filesWith = async (files: Record<string, string>, ...paths: string[]) => {
  const { problems } = await validate({ source: memorySource(files) }, { paths: paths.map((path) => ({ path })) });
  return [...new Set(problems.map(({ file }) => file))];
};

test("all problems of all files come at once, sorted by file", async () => {
  expect(await filesWith(wrongEverywhere)).toEqual([
    "prompts/billing/summarize/evals/smoke.yml",
    "prompts/billing/summarize/prompt.yml",
    "prompts/other/evals/more.yml",
    "prompts/other/prompt.yml",
    "schedules/daily.yml",
  ]);
});

test("a namespace that no prompt is in is told, and nobody has to mend it: prompts may come; without any prompt nothing is known", async () => {
  const config =
    validProject[".promptops.yml"]?.replace("staging: {}", "staging: { namespaces: { legal: { mode: smoke }, billing: { mode: improve } } }") ?? "";
  const looked = async (files: Record<string, string>) => validate({ source: memorySource({ ...files, ".promptops.yml": config }) }, { paths: [] });
  expect(await looked(validProject)).toMatchObject({
    problems: [],
    warnings: [
      {
        rule: "empty-namespace",
        file: ".promptops.yml",
        line: 5,
        message: "No prompt is in the namespace `legal`: what is said of it holds for nobody.",
        hint: "There is `billing`.",
      },
    ],
  });
  const none = Object.fromEntries(Object.entries(validProject).filter(([path]) => !path.startsWith("prompts/") && !path.startsWith("schedules/")));
  expect(await looked(none)).not.toHaveProperty("warnings");
});

test("a folder stands for the documents in it", async () => {
  expect(await filesWith(wrongEverywhere, "prompts/other")).toEqual(["prompts/other/evals/more.yml", "prompts/other/prompt.yml"]);
  expect(await filesWith(wrongEverywhere, "schedules")).toEqual(["schedules/daily.yml"]);
  expect(await filesWith(wrongEverywhere, "")).toHaveLength(5);
});

test("a suite is checked with the prompt it belongs to, and without its neighbours", async () => {
  const files = { ...wrongEverywhere, "prompts/other/evals/third.yml": "schema_version: 2\n" };
  expect(await filesWith(files, "prompts/other/evals/more.yml")).toEqual(["prompts/other/evals/more.yml", "prompts/other/prompt.yml"]);
});

test("a prompt's id, and that of a folder of prompts, stand for their documents from wherever they are typed", async () => {
  const at = async (typed: string, path = typed) => {
    const { problems } = await validate({ source: memorySource(wrongEverywhere) }, { paths: [{ path, typed }] });
    return [...new Set(problems.map(({ file }) => file))];
  };
  const ofOther = ["prompts/other/evals/more.yml", "prompts/other/prompt.yml"];
  expect(await at("other")).toEqual(ofOther);
  expect(await at("other", "docs/other")).toEqual(ofOther);
  expect(await at("prompts/other/")).toEqual(ofOther);
  expect(await at("billing")).toEqual(["prompts/billing/summarize/evals/smoke.yml", "prompts/billing/summarize/prompt.yml"]);
  expect(await at("billing/*")).toEqual(await at("billing"));
  await expect(at("summarize")).rejects.toMatchObject({ code: "nothing-to-validate", hint: "Did you mean `billing/summarize`?" });
});

test("scorers that suites name are read, and not run", async () => {
  const asked = { type: "javascript", file: "scorers/tone.mjs" };
  const suite = `schema_version: 1\nassertions: [${JSON.stringify(asked)}, { type: assert-set, assertions: [{ type: javascript, file: scorers/deep.mjs }] }]\ncases: [{ id: short, inputs: { text: hello } }]\n`;
  const look = async (tone: string) => {
    const source = memorySource(
      projectWith({
        "prompts/billing/summarize/evals/smoke.yml": suite,
        "scorers/tone.mjs": tone,
        "scorers/deep.mjs": 'import "node:crypto";\nimport "path";\nawait 1;\nexport default () => true;\n',
        "scorers/unused.mjs": "((",
      }),
    );
    return (await validate({ source, scripts: nodeScriptCheck() }, { paths: [] })).problems;
  };
  expect(await look('throw new Error("it ran");\nexport default () => 1;\n')).toEqual([]);
  expect(await look("export default () => {\n  return { score: 1 ;\n};\n")).toEqual([
    { rule: "script-syntax", file: "scorers/tone.mjs", line: 2, message: "This is no JavaScript: Unexpected token ';'.", hint: usualHint("script-syntax") },
  ]);
  const foreign = (line: number, name: string) => ({
    rule: "script-syntax",
    file: "scorers/tone.mjs",
    line,
    message: `A scorer cannot import \`${name}\`: it is one file, and runs without others.`,
    hint: "Write into it what it needs; only Node's own modules can be imported, as `node:crypto`.",
  });
  expect(await look('import fs from "node:fs";\nimport {\n  a,\n} from "./lib.mjs";\nexport default () => a(fs);\n')).toEqual([foreign(4, "./lib.mjs")]);
  expect(await look('export * from "lodash";\nexport default () => 1;\n')).toEqual([foreign(1, "lodash")]);
  expect(await look('export default async () => {\n  const { a } = await import("../a.mjs");\n  return a;\n};\n')).toEqual([foreign(2, "../a.mjs")]);
  expect(
    await look('// import("./a.mjs")\nconst text = `import "./b.mjs" ${1}`;\nexport default async (_, name) => import(name) && /import("c")/.test(text);\n'),
  ).toEqual([]);
});

test("a changed partial is checked in every prompt that includes it", async () => {
  const files = projectWith({ "partials/house/style.liquid": "{{ audience }} {{ language }}" });
  expect(await filesWith(files, "partials")).toEqual(["prompts/billing/summarize/prompt.yml"]);
});

test("a wrong configuration is always said, and what depends on it is still checked", async () => {
  const files = projectWith({ ".promptops.yml": "schema_version: 1\n", "schedules/daily.yml": "schema_version: 1\n" });
  expect(await filesWith(files)).toEqual([".promptops.yml", "schedules/daily.yml"]);
});

test("a path that stands for nothing is refused, with the nearest file", async () => {
  const asked = validate({ source: memorySource(validProject) }, { paths: [{ path: "schedules/dialy.yml" }] });
  await expect(asked).rejects.toMatchObject({ code: "nothing-to-validate", exit: "usage", hint: "Did you mean schedules/daily.yml?" });
});

test("a folder without a project says so, and sees the wrong ending", async () => {
  await expect(validate({ source: memorySource({}) }, { paths: [] })).rejects.toMatchObject({ code: "not-a-project" });
  await expect(validate({ source: memorySource({ ".promptops.yaml": "a: 1" }) }, { paths: [] })).rejects.toMatchObject({
    hint: "There is a `.promptops.yaml`: rename it to `.promptops.yml`.",
  });
});

test("the files that were looked at are counted once, datasets and scripts included", async () => {
  const files = projectWith({
    "prompts/billing/summarize/evals/smoke.yml":
      "schema_version: 1\nassertions: [{ type: contains, value: a }]\ndatasets: [{ path: a.jsonl }, { path: a.jsonl }]\n",
    "prompts/billing/summarize/evals/a.jsonl": '{"text":"x"}\n',
  });
  const { files: count, problems } = await validate({ source: memorySource(files) }, { paths: [] });
  expect(count).toBe(8);
  expect(problems.map(({ rule }) => rule)).toEqual(["duplicate-case"]);
});

test("a dataset that is wrong throughout is not read to its end", async () => {
  const files = projectWith({
    "prompts/billing/summarize/evals/smoke.yml": "schema_version: 1\nassertions: [{ type: contains, value: a }]\ndatasets: [{ path: a.jsonl }]\n",
    "prompts/billing/summarize/evals/a.jsonl": "{}\n".repeat(1000),
  });
  const { problems } = await validate({ source: memorySource(files) }, { paths: [] });
  expect(problems).toHaveLength(101);
  expect(problems.map(({ rule }) => rule)).toContain("too-many-problems");
});
