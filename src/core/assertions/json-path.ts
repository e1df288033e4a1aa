import { AnyJson, JsonObject, strict, Type, word, type Json } from "../model/shape.ts";
import { jsonPathQuery } from "./json-path-query.ts";
import { assertionKind, type Scored } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { readJson } from "./read-json.ts";
import { sameJson } from "./same-json.ts";
import { schemaMisfit } from "./schema-misfit.ts";
import { schemaValidator } from "./schema-validator.ts";
import { shown } from "./shown.ts";
import { Fenced, unfenced } from "./unfenced.ts";

const wants = {
  value: Type.Optional(AnyJson),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
  schema: Type.Optional(JsonObject),
};

interface Wants {
  readonly value?: Json;
  readonly min?: number;
  readonly max?: number;
  readonly schema?: { readonly [keyword: string]: Json };
}

export const jsonPath = assertionKind({
  type: "json-path",
  area: "structure",
  summary:
    "The answer is JSON, and what `path` finds in it is `value`, lies between `min` and `max`, fits `schema`, is found `count` times; without any of them, something is found. The score is the share of what was found that is right. A query takes up to 1,000,000 looks at parts of the answer, and `..` goes 100 levels deep; beyond it is an error.",
  params: strict({
    path: Type.String({ minLength: 1, maxLength: 1000, description: "A JSONPath of RFC 9535: `$.items[0].name`, `$..price`, `$.items[?@.price < 10]`." }),
    ...wants,
    count: Type.Optional(Type.Integer({ minimum: 0, description: "How many values are found." })),
    match: Type.Optional(word(["all", "any"], { default: "all", description: "Whether all that is found must be right, or one of it is enough." })),
    fenced: Fenced,
  }),
  needs: [],
  tells: ({ value }) => ({ whole: value }),
  async problem({ path, count, schema, ...wanted }) {
    const { min, max } = wanted;
    if (min !== undefined && max !== undefined && min > max) return `\`min\` (${min}) is above \`max\` (${max}).`;
    if (count === 0 && [wanted.value, min, max, schema].some((each) => each !== undefined)) return "`count: 0` leaves nothing that could be right.";
    return (await problemOf(() => jsonPathQuery(path))) ?? (schema === undefined ? undefined : problemOf(() => schemaValidator(schema)));
  },
  async score({ output, json }, { path, count, match = "all", fenced = false, ...wanted }) {
    const answer = fenced ? readJson(unfenced(output)) : json;
    if (answer === undefined) return { score: 0, reason: `is not JSON, so ${path} finds nothing` };
    const found = (await jsonPathQuery(path))(answer);
    if (count !== undefined && found.length !== count) return { score: 0, reason: `${path} finds ${found.length}, not ${count}` };
    return count === 0 ? { score: 1, reason: `${path} finds nothing` } : scoreFound(path, found, match, wanted);
  },
});

async function scoreFound(path: string, found: readonly Json[], match: "all" | "any", wanted: Wants): Promise<Scored> {
  if (found.length === 0) return { score: 0, reason: `${path} finds nothing` };
  const wrong: string[] = [];
  for (const value of found) wrong.push(...[(await wrongWith(value, wanted)) ?? []].flat());
  const right = found.length - wrong.length;
  const score = match === "any" && right > 0 ? 1 : right / found.length;
  return {
    score,
    reason: score === 1 ? `${path} finds ${found.length === 1 ? shown(found[0] ?? null) : `${found.length} values`}` : `${path} finds ${wrong[0]}`,
  };
}

/** Why a value is not what was asked for, as `3, not 4`; undefined when it is. */
async function wrongWith(found: Json, { value, min, max, schema }: Wants): Promise<string | undefined> {
  if (value !== undefined && !sameJson(found, value)) return `${shown(found)}, not ${shown(value)}`;
  if ((min !== undefined || max !== undefined) && typeof found !== "number") return `${shown(found)}, which is no number`;
  if (min !== undefined && Number(found) < min) return `${shown(found)}, below ${min}`;
  if (max !== undefined && Number(found) > max) return `${shown(found)}, above ${max}`;
  const misfit = schema && (await schemaMisfit(schema, found, "the value"));
  return misfit === undefined ? undefined : `${shown(found)}: ${misfit}`;
}
