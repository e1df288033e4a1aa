import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ValidateFunction } from "ajv";
import { build } from "esbuild";
import fc from "fast-check";
import { Check } from "typebox/value";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bundle } from "../../scripts/bundle.ts";
import { lateFiles } from "../../scripts/late-packages.ts";
import { documentValidator } from "../../src/core/model/document-validator.ts";
import { documentSchemas, type DocumentKind } from "../../src/core/model/documents.ts";
import { schemaValidator } from "../../src/core/model/schema-validator.ts";
import { recordValidator } from "../../src/core/release/record-validator.ts";
import { releaseRecords, type ReleaseRecordKind } from "../../src/core/release/release-records.ts";
import { built as builtModule } from "../helpers/built.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { validProject } from "../helpers/valid-project.ts";

let built: typeof documentValidator;
let builtOfSchemas: typeof schemaValidator;
let builtOfRecords: typeof recordValidator;

beforeAll(async () => {
  const folder = join(tempFolder(), "dist");
  await build(lateFiles(bundle, folder));
  const exports = [
    'export { documentValidator } from "./src/core/model/document-validator.ts";',
    'export { schemaValidator } from "./src/core/model/schema-validator.ts";',
    'export { recordValidator } from "./src/core/release/record-validator.ts";',
  ];
  const file = await builtModule(exports, folder);
  const module = (await import(pathToFileURL(file).href)) as {
    documentValidator: typeof documentValidator;
    schemaValidator: typeof schemaValidator;
    recordValidator: typeof recordValidator;
  };
  ({ documentValidator: built, schemaValidator: builtOfSchemas, recordValidator: builtOfRecords } = module);
});

type Tree = string | number | boolean | null | readonly Tree[] | { readonly [key: string]: Tree };

const document = (file: string) => parse(validProject[file] ?? "") as Tree;
const right: Readonly<Record<DocumentKind, Tree>> = {
  config: document(".promptops.yml"),
  prompt: document("prompts/billing/summarize/prompt.yml"),
  manifest: document("prompts/billing/summarize/manifest.yml"),
  suite: {
    ...(document("prompts/billing/summarize/evals/smoke.yml") as Readonly<Record<string, Tree>>),
    assertions: [{ type: "assert-set", assertions: [{ type: "contains", value: "a" }] }],
  },
  job: document("schedules/daily.yml"),
  judge: { schema_version: 1, version: 1, messages: [{ role: "user", content: "{{ answer }}" }], choices: { good: 1, bad: 0 } },
  script: document("scripted/demo.yml"),
  recording: {
    schema_version: 1,
    provider: "main",
    model: "big",
    question: "0".repeat(64),
    answer: { text: "a", finish_reason: "stop", model_answered: "big-1", latency_ms: 1, attempts: [{ outcome: "answered", latency_ms: 1 }] },
  },
  answer: { text: "a", usage: { input: 1, output: 1 }, error: { message: "no", kind: "server" } },
};

const keys = fc.constantFrom("type", "kind", "kin", "value", "values", "id", "x-note", "schema_version", "threshold", "assertions", "cases", "__proto__");
const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom("contains", "regex", "rubric", "openai", "webhook"),
);
const value: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(keys, tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).tree;

/** A tree with something in it replaced, added or taken away, at a place that `way` leads to. */
function damaged(tree: Tree, [step = 0, ...way]: readonly number[], put: Tree | undefined, key: string): Tree {
  if (typeof tree !== "object" || tree === null || way.length === 0) return put ?? null;
  if (Array.isArray(tree)) {
    const items = tree as readonly Tree[];
    const at = step % (items.length + 1);
    return put === undefined && way.length === 1
      ? items.toSpliced(at, 1)
      : items.toSpliced(at, 1, at === items.length ? (put ?? null) : damaged(items[at] ?? null, way, put, key));
  }
  const entries = Object.entries(tree);
  const at = step % (entries.length + 1);
  const [name = key, inside = null] = entries[at] ?? [];
  if (put === undefined && way.length === 1) return Object.fromEntries(entries.toSpliced(at, 1));
  return Object.fromEntries([...entries, [name, at === entries.length ? (put ?? null) : damaged(inside, way, put, key)]]);
}

/** What a validator says, without what only tells how it was made. */
function said(validate: ValidateFunction, given: Tree): unknown {
  return validate(given) ? [] : JSON.parse(JSON.stringify(validate.errors?.map(({ schemaPath: _, ...error }) => error)));
}

describe.each(Object.keys(documentSchemas) as DocumentKind[])("the built validator of a %s", (kind) => {
  test("takes what is right", () => {
    expect(said(built(kind), right[kind])).toEqual([]);
  });

  test("says of anything else exactly what the sources say", () => {
    const way = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 });
    const given = fc.oneof(
      value,
      fc.tuple(way, fc.option(value, { nil: undefined }), keys).map(([steps, put, key]) => damaged(right[kind], steps, put, key)),
    );
    fc.assert(
      fc.property(given, (tree) => {
        expect(said(built(kind), tree)).toEqual(said(documentValidator(kind), tree));
      }),
      { numRuns: 500 },
    );
  });
});

const by = { name: "Ada", email: "ada@example.com" };
const at = "2026-11-20T09:00:00.000Z";
const rightRecords: Readonly<Record<ReleaseRecordKind, Tree>> = {
  entry: {
    schema_version: 1,
    sequence: 2,
    previous: "0".repeat(40),
    kind: "rollback",
    at,
    by,
    changes: [{ environment: "production", prompt: "a/b", from: null, to: "1.0.0" }],
    reason: "Empty answers.",
    snapshot: 1,
    undoes: { entry: 1, check: "canary", codes: ["x"] },
  },
  version: {
    schema_version: 1,
    prompt: "a/b",
    version: "1.0.0",
    tag: "t",
    prompt_digest: "d",
    at,
    by,
    sequence: 1,
    approvals: [{ environment: "production", by, at, sequence: 2 }],
    deprecated: { at, by, reason: "Old." },
  },
  live: {
    schema_version: 1,
    environment: "production",
    prompt: "a/b",
    version: "1.0.1",
    prompt_digest: "d",
    since: at,
    sequence: 3,
    kind: "promote",
    by,
    earlier: [{ version: "1.0.0", prompt_digest: "d", since: at, until: at, rolled_back: true }],
  },
};

describe.each(Object.keys(releaseRecords) as ReleaseRecordKind[])("the validator of a record in the release log: %s", (kind) => {
  test("takes what is right", () => {
    expect(builtOfRecords(kind)(rightRecords[kind])).toBe(true);
  });

  test("says of anything else, built or not, what the shape says", () => {
    const way = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 });
    const damage = fc.tuple(way, fc.option(value, { nil: undefined }), keys).map(([steps, put, key]) => damaged(rightRecords[kind], steps, put, key));
    fc.assert(
      fc.property(damage, (tree) => {
        const expected = Check(releaseRecords[kind], tree);
        expect([builtOfRecords(kind)(tree), recordValidator(kind)(tree)]).toEqual([expected, expected]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the built validator of JSON Schemas", () => {
  const words = fc.constantFrom(
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "$ref",
    "$id",
    "pattern",
    "minimum",
    "anyOf",
    "additionalProperties",
    "format",
  );
  const schema: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Tree>("string", "object", "[", "#/x", "a b", 3, -1, true, null),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(words, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).tree;

  test("takes what is one", () => {
    const one = { type: "object", required: ["a"], properties: { a: { type: "string", pattern: "^a$", format: "uri" } } };
    expect(said(builtOfSchemas(), one)).toEqual([]);
  });

  test("says of anything else exactly what the sources say", () => {
    fc.assert(
      fc.property(schema, (tree) => {
        expect(said(builtOfSchemas(), tree)).toEqual(said(schemaValidator(), tree));
      }),
      { numRuns: 1000 },
    );
  });
});
