import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { publishedSchemas } from "../../src/core/schemas/published-schemas.ts";

const folder = resolve(import.meta.dirname, "../../schemas");
const published = publishedSchemas();

describe("the committed schemas", () => {
  test("are the ones the code has: after a change, run `npm run schemas`", () => {
    const files = globSync("**/*.json", { cwd: folder }).sort();
    expect(files).toEqual(published.map(({ name }) => `${name}.json`).sort());
    for (const { name, schema } of published) expect(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")), name).toEqual(schema);
  });

  test.each(published.map((each) => [each.name, each] as const))(
    "%s is a draft-07 schema with an id of its own and a title",
    (_name, { id, title, schema }) => {
      const ajv = new Ajv({ strict: false, allowUnionTypes: true });
      expect(ajv.validateSchema(schema)).toBe(true);
      expect(schema).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#", $id: id, title });
      expect(published.filter((other) => other.id === id)).toHaveLength(1);
    },
  );
});
