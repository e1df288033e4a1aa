import { JsonObject, strict, Type } from "../model/shape.ts";
import { jsonIn } from "./json-in.ts";
import { assertionKind } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { schemaMisfit } from "./schema-misfit.ts";
import { schemaValidator } from "./schema-validator.ts";

export const containsJson = assertionKind({
  type: "contains-json",
  area: "structure",
  summary: "Somewhere in the answer, in a fenced block or in the text, there is a JSON object or list; with `schema` one that fits it.",
  params: strict({ schema: Type.Optional(JsonObject) }),
  needs: [],
  problemAt: "schema",
  problem: ({ schema }) => (schema === undefined ? undefined : problemOf(() => schemaValidator(schema))),
  async score({ output }, { schema }) {
    let misfit = "there is no JSON object or list in it";
    for (const json of jsonIn("contains-json", output)) {
      const why = schema && (await schemaMisfit(schema, json, "what it contains"));
      if (why === undefined) return { score: 1, reason: schema === undefined ? "contains JSON" : "contains JSON that fits the schema" };
      misfit = why;
    }
    return { score: 0, reason: misfit };
  },
});
