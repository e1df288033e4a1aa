import { describe, expect, test } from "vitest";
import type { EvalCase } from "../../src/core/model/suite.ts";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { loadSuite } from "../../src/services/load-suite.ts";
import type { DocumentSource } from "../../src/ports/document-source.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { retainedBytes } from "../helpers/retained-bytes.ts";
import { projectWith } from "../helpers/valid-project.ts";

const folder = "prompts/billing/summarize";

async function suiteOf(source: DocumentSource) {
  return loadSuite(source, await loadPrompt(source, "billing/summarize"), "smoke");
}

async function casesWith(suite: string, more: Readonly<Record<string, string>> = {}): Promise<EvalCase[]> {
  const files = Object.fromEntries(Object.entries(more).map(([name, text]) => [name.includes("/") ? name : `${folder}/evals/${name}`, text]));
  const source = memorySource(projectWith({ [`${folder}/evals/smoke.yml`]: `schema_version: 1\n${suite}`, ...files }));
  return Array.fromAsync((await suiteOf(source)).cases());
}

const ids = (cases: readonly EvalCase[]) => cases.map(({ id }) => id);

describe("cases of a suite", () => {
  test("come with what the suite says for all of them", async () => {
    const [only] = await casesWith(
      "tags: [nightly]\nthreshold: 0.8\nassertions: [{ type: contains, value: a }]\ncases:\n  - { id: a, tags: [short, nightly], inputs: { text: x }, expected: y, group: g, must_pass: true, assertions: [{ type: is-json }] }\n",
    );
    expect(only).toMatchObject({
      suite: "smoke",
      id: "a",
      tags: ["nightly", "short"],
      threshold: 0.8,
      assertions: [{ type: "contains", value: "a" }, { type: "is-json" }],
      expected: "y",
      group: "g",
      mustPass: true,
      history: [],
      origin: { file: `${folder}/evals/smoke.yml`, line: 6 },
    });
  });

  test("are multiplied by a matrix, the last variable fastest, and by nothing else", async () => {
    const cases = await casesWith(
      "assertions: [{ type: is-json }]\ncases:\n  - { id: m, inputs: {}, matrix: { tone: [formal, friendly], text: [a, 'b c'] } }\n  - { id: n, inputs: { text: '[1, 2]' } }\n",
    );
    expect(ids(cases)).toEqual(["m[tone=formal,text=a]", "m[tone=formal,text=b c]", "m[tone=friendly,text=a]", "m[tone=friendly,text=b c]", "n"]);
    expect(cases[2]?.inputs).toEqual({ tone: "friendly", text: "a" });
  });

  test("cannot be multiplied without end", async () => {
    const twelve = JSON.stringify(Array.from({ length: 101 }, (_, at) => `t${at}`));
    const asked = casesWith(
      `assertions: [{ type: is-json }]\ncases:\n  - { id: m, matrix: { text: ${twelve}, tone: ${JSON.stringify(Array.from({ length: 100 }, () => "formal"))} } }\n`,
    );
    await expect(asked).rejects.toMatchObject({ problems: [{ rule: "too-many", message: "The matrix makes 10100 cases; 10000 are allowed." }] });
  });

  test("keep their digest when they are renamed, moved or labelled, and change it with what decides them", async () => {
    const digestWith = async (one: string, scorer = "1") =>
      (await casesWith(`assertions: [{ type: javascript, file: scorers/a.mjs }]\ncases:\n  - ${one}\n`, { "scorers/a.mjs": scorer }))[0]?.digest;
    const first = await digestWith("{ id: a, inputs: { text: x } }");
    expect(await digestWith("{ id: b, description: d, tags: [t], inputs: { text: x } }")).toBe(first);
    expect(await digestWith("{ id: a, inputs: { text: y } }")).not.toBe(first);
    expect(await digestWith("{ id: a, inputs: { text: x } }", "2")).not.toBe(first);
  });
});

describe("datasets", () => {
  const suite = (dataset: string) => `assertions: [{ type: contains }]\ndatasets: [${dataset}]\n`;

  test("are read in order of path and row, ids from a column or by number", async () => {
    const cases = await casesWith(suite("{ path: 'data/*.{csv,jsonl}', tags: [bulk] }"), {
      [`${folder}/evals/data/b.jsonl`]: '{"text":"x","expected":"1"}\n\n{"id":7,"text":"y","expected":"2","tags":["a"],"must_pass":true,"group":"g"}\r\n',
      [`${folder}/evals/data/a set.csv`]: 'id,text,expected,tags\r\n,"line one\nline two, still",ok,x; y\r\nk2,z,ok,\r\n',
    });
    expect(cases.map(({ id, tags, origin }) => [id, tags.join(), origin.line])).toEqual([
      ["a-set-1", "bulk,x,y", 2],
      ["k2", "bulk", 4],
      ["b-1", "bulk", 1],
      ["7", "bulk,a", 3],
    ]);
    expect(cases[0]?.inputs).toEqual({ text: "line one\nline two, still" });
    expect(cases[3]).toMatchObject({ mustPass: true, group: "g", expected: "2" });
  });

  test("give each cell the type of its variable, and empty cells nothing", async () => {
    const [first, second] = await casesWith(suite("{ path: a.csv }"), {
      [`${folder}/prompt.yml`]:
        "schema_version: 1\nvariables: { text: { type: string }, n: { type: integer, default: 1 }, on: { type: boolean, required: false }, list: { type: array, required: false } }\nmessages: [{ role: user, content: '{{ text }}' }]\nmodel: { id: demo/small }\n",
      "a.csv": 'text,n,on,list,expected\n007,42,TRUE,"[1,""a""]",5\n 1 ,,,,x\n',
    });
    expect(first).toMatchObject({ inputs: { text: "007", n: 42, on: true, list: [1, "a"] }, expected: "5" });
    expect(second?.inputs).toEqual({ text: " 1 " });
  });

  test("hold expected answers as JSON where the prompt answers in JSON", async () => {
    const cases = await casesWith("assertions: [{ type: equals }]\ndatasets: [{ path: a.csv }]\n", {
      [`${folder}/prompt.yml`]:
        "schema_version: 1\nvariables: { text: { type: string } }\nmessages: [{ role: user, content: '{{ text }}' }]\nmodel: { id: demo/small }\noutput: { format: json }\n",
      "a.csv": 'text,expected\na,"{""b"":1}"\nc,plain\n',
    });
    expect(cases.map(({ expected }) => expected)).toEqual([{ b: 1 }, "plain"]);
  });

  test("take columns under other names, and ignore the rest then", async () => {
    const [only] = await casesWith(suite("{ path: a.csv, id: key, expected: answer, inputs: { text: tags } }"), {
      "a.csv": "key,tags,answer,notes\nk,hello there,yes,whatever\n",
    });
    expect(only).toMatchObject({ id: "k", inputs: { text: "hello there" }, expected: "yes", tags: [] });
  });

  test("may be YAML lists", async () => {
    const [only] = await casesWith(suite("{ path: a.yaml }"), { "a.yaml": "- id: y\n  text: |\n    two\n    lines\n  expected: 1\n  history: []\n" });
    expect(only).toMatchObject({ id: "y", inputs: { text: "two\nlines\n" }, expected: 1 });
  });

  test("never take suites for data", async () => {
    const cases = await casesWith(suite("{ path: '**/*.{yml,yaml}' }"), {
      "other.yml": "schema_version: 1",
      "data/rows.yml": "- { id: y, text: a, expected: b }\n",
      [`${folder}/evals/data/rows.yml`]: "- { id: y, text: a, expected: b }\n",
    });
    expect(ids(cases)).toEqual(["y"]);
  });

  test("are refused with the problems of all their rows, and no wrong row becomes a case", async () => {
    const rows = ['{"id":"a","text":"x","expected":"1"}', '{"id":"b","txt":"x","expected":"1"}', '{"id":"c","text":1,"expected":"1"}'];
    await expect(casesWith(suite("{ path: a.jsonl }"), { "a.jsonl": rows.join("\n") })).rejects.toMatchObject({
      code: "invalid-documents",
      problems: [
        { rule: "missing-variable", line: 2 },
        { rule: "unknown-column", line: 2, hint: "Did you mean `text`?" },
        { rule: "wrong-type", line: 3 },
      ],
    });
  });

  test("are streamed: memory does not grow with their rows", async () => {
    async function* rows(count: number) {
      for (let at = 0; at < count; at += 100)
        yield new TextEncoder().encode(Array.from({ length: 100 }, (_, row) => `{"id":"r${at + row}","text":"${"x".repeat(1000)}","expected":"x"}\n`).join(""));
    }
    const base = memorySource(
      projectWith({ [`${folder}/evals/smoke.yml`]: `schema_version: 1\n${suite("{ path: a.jsonl }")}`, [`${folder}/evals/a.jsonl`]: "" }),
    );
    const keptAfter = async (count: number) => {
      let kept = 0;
      let seen = 0;
      for await (const _case of (await suiteOf({ ...base, stream: () => rows(count) })).cases()) {
        seen += 1;
        if (seen === count) kept = retainedBytes();
      }
      expect(seen).toBe(count);
      return kept;
    };
    const few = await keptAfter(2000);
    expect((await keptAfter(30_000)) - few).toBeLessThan(8_000_000);
  });
});

test("an unknown suite is refused with the nearest name", async () => {
  const source = memorySource(projectWith({}));
  const prompt = await loadPrompt(source, "billing/summarize");
  await expect(loadSuite(source, prompt, "smok")).rejects.toMatchObject({ code: "unknown-suite", hint: "Did you mean `smoke`?" });
});

test("a suite that is misshapen is refused with the problems of its cases and datasets too", async () => {
  const asked = casesWith("assertions: [{ type: contains, vaule: x }]\ncases: [{ id: a, inputs: {}, expected: x }]\ndatasets: [{ path: rows.csv }]\n", {
    "rows.csv": "text,expected\nx,1\ny\n",
  });
  await expect(asked).rejects.toMatchObject({
    code: "invalid-documents",
    problems: [
      { rule: "invalid-csv", file: `${folder}/evals/rows.csv`, line: 3 },
      { rule: "unknown-key", line: 2 },
      { rule: "missing-variable", line: 3 },
    ],
  });
});
