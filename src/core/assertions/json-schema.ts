import { JsonObject, strict } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { schemaValidator } from "./schema-validator.ts";

export const jsonSchema = assertionKind({
  type: "json-schema",
  summary: "The answer is JSON that fits `schema`. (The prompt's own output schema is checked without being asked.)",
  params: strict({ schema: JsonObject }),
  needs: [],
  component: "schema",
  problemAt: "schema",
  problem: ({ schema }) => problemOf(() => schemaValidator(schema)),
  score({ json }, { schema }) {
    const validate = schemaValidator(schema);
    if (json === undefined) return { score: 0, reason: "is not JSON" };
    if (validate(json)) return { score: 1, reason: "fits the schema" };
    const [error] = validate.errors ?? [];
    return { score: 0, reason: `${error?.instancePath || "the answer"} ${error?.message ?? "does not fit the schema"}` };
  },
});
