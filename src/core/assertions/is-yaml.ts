import { JsonObject, strict, Type } from "../model/shape.ts";
import { documentSizeLimit } from "../model/decode-text.ts";
import { readYaml } from "../model/read-yaml.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { assertionKind } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { schemaMisfit } from "./schema-misfit.ts";
import { schemaValidator } from "./schema-validator.ts";
import { Fenced, unfenced } from "./unfenced.ts";

export const isYaml = assertionKind({
  type: "is-yaml",
  area: "structure",
  summary:
    "The answer is one YAML document as promptops takes them (1.2, core schema, no aliases, no duplicate keys, 64 deep), and its value is an object or a list: a lone text is what every sentence is. With `schema` it fits that.",
  params: strict({ schema: Type.Optional(JsonObject), fenced: Fenced }),
  needs: [],
  problemAt: "schema",
  problem: ({ schema }) => (schema === undefined ? undefined : problemOf(() => schemaValidator(schema))),
  async score({ output }, { schema, fenced = false }) {
    if (output.length > documentSizeLimit) throw beyondLimits("is-yaml", `reading ${output.length} characters`);
    const { value, problems } = readYaml("answer", fenced ? unfenced(output) : output);
    const [problem] = problems;
    if (problem !== undefined) return { score: 0, reason: `is not YAML: line ${problem.line ?? 1}: ${problem.message}` };
    if (typeof value !== "object" || value === null) return { score: 0, reason: "is a lone value, no object and no list" };
    const misfit = schema && (await schemaMisfit(schema, value, "the answer"));
    return misfit === undefined ? { score: 1, reason: schema === undefined ? "is YAML" : "is YAML that fits the schema" } : { score: 0, reason: misfit };
  },
});
