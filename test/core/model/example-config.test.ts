import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDocument } from "../../../src/core/model/parse-document.ts";
import { Config } from "../../../src/core/model/config.ts";
import { configRules } from "../../../src/core/model/rules/config-rules.ts";
import { breachesOf } from "../../../src/core/model/rules/rule.ts";

const bytes = readFileSync(new URL("../../../.promptops.example.yml", import.meta.url));
const { value, problems } = parseDocument("config", ".promptops.example.yml", bytes);

test("the example is a right configuration", () => {
  expect(problems).toEqual([]);
  expect(value && breachesOf(configRules, value, { providerFiles: undefined })).toEqual([]);
});

test("the example shows every setting there is", () => {
  expect(missing({ ...Config }, value, "")).toEqual([]);
});

test("every setting of the example has a comment above it or beside it, or is explained by its section", () => {
  const commentless = new TextDecoder()
    .decode(bytes)
    .split("\n\n")
    .filter((paragraph) => !paragraph.includes("#"));
  expect(commentless).toEqual([]);
});

type Schema = { readonly [keyword: string]: unknown };

/** Properties of a schema that occur nowhere in the values that stand for it. */
function missing(schema: Schema, value: unknown, path: string): string[] {
  const values = [value].flat().filter((each) => typeof each === "object" && each !== null) as Record<string, unknown>[];
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>).flatMap(([key, inner]) => {
    const given = values.flatMap((each) => (Object.hasOwn(each, key) ? [each[key]] : []));
    return given.length === 0 ? [`${path}.${key}`] : missing(inner, given, `${path}.${key}`);
  });
  const named = Object.entries((schema["patternProperties"] ?? {}) as Record<string, Schema>).flatMap(([pattern, inner]) =>
    pattern === "^x-"
      ? []
      : missing(
          inner,
          values.flatMap((each) => Object.values(each)),
          `${path}.*`,
        ),
  );
  const variants = ((schema["oneOf"] ?? []) as Schema[]).flatMap((variant) => {
    const kind = ((variant["properties"] as Record<string, Schema>)["kind"] ?? {})["const"];
    return missing(
      variant,
      values.filter((each) => each["kind"] === kind),
      `${path}(${String(kind)})`,
    );
  });
  // What every provider shares need not be shown for each kind, nor what a namespace's gate shares with its environment's.
  const shownElsewhere = /\((?!openai)\w+\)\.(timeout_seconds|max_retries|concurrency|rpm|tpm)$|^\.environments\.\*\.namespaces\.\*\./;
  return [...properties, ...named, ...variants].filter((place) => !shownElsewhere.test(place));
}
