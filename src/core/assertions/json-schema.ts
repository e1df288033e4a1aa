import { JsonObject, strict } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { readJson } from "./read-json.ts";
import { schemaMisfit } from "./schema-misfit.ts";
import { schemaValidator } from "./schema-validator.ts";
import { Fenced, unfenced } from "./unfenced.ts";

export const jsonSchema = assertionKind({
  type: "json-schema",
  area: "structure",
  summary: "The answer is JSON that fits `schema`. (The prompt's own output schema is checked without being asked.)",
  params: strict({ schema: JsonObject, fenced: Fenced }),
  needs: [],
  component: "schema",
  problemAt: "schema",
  problem: ({ schema }) => problemOf(() => schemaValidator(schema)),
  async score({ output, json }, { schema, fenced = false }) {
    const found = fenced ? readJson(unfenced(output)) : json;
    if (found === undefined) return { score: 0, reason: "is not JSON" };
    const misfit = await schemaMisfit(schema, found, "the answer");
    return misfit === undefined ? { score: 1, reason: "fits the schema" } : { score: 0, reason: misfit };
  },
});
