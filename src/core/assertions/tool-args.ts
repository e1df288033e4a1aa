import { counted } from "../gates/words.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { AnyJson, JsonObject, strict, Type } from "../model/shape.ts";
import { brokenArguments } from "./broken-arguments.ts";
import { undeclaredProblem } from "./declared-functions.ts";
import { holdsJson } from "./holds-json.ts";
import { assertionKind, type Scored } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { sameJson } from "./same-json.ts";
import { schemaMisfit } from "./schema-misfit.ts";
import { schemaValidator } from "./schema-validator.ts";
import { shown } from "./shown.ts";
import { toolName } from "./tool-names.ts";

export const toolArgs = assertionKind({
  type: "tool-args",
  area: "tools",
  summary:
    "The arguments of the `call`-th call of the tool `name` are `equals`, hold at least `contains`, fit `schema`; without any of them they are the case's `expected`.",
  params: strict({
    name: Type.String({ pattern: toolName }),
    call: Type.Optional(Type.Integer({ minimum: 1, default: 1, description: "Which of the calls of this tool, from 1." })),
    equals: Type.Optional(AnyJson),
    contains: Type.Optional({ ...JsonObject, description: "Keys that it must have, with these values; it may have more, at every depth." }),
    schema: Type.Optional(JsonObject),
  }),
  needs: [],
  tells: ({ equals, contains }) => ({ whole: [equals, contains] }),
  usesExpected: ({ equals, contains, schema }) => equals === undefined && contains === undefined && schema === undefined,
  async problem({ name, schema }, { tools }) {
    return undeclaredProblem([name], tools) ?? (schema === undefined ? undefined : await problemOf(() => schemaValidator(schema)));
  },
  async score({ toolCalls, expected }, { name, call = 1, contains, schema, equals = contains === undefined && schema === undefined ? expected : undefined }) {
    if (equals === undefined && contains === undefined && schema === undefined)
      throw new PromptopsError(
        "invalid-assertion",
        "`tool-args` has nothing to compare with: it has no `equals`, `contains` or `schema`, and the case no `expected`.",
        {
          hint: "Give the assertion one of them, or the case an `expected`.",
        },
      );
    const calls = toolCalls.filter((each) => each.name === name);
    const made = calls[call - 1];
    if (made === undefined)
      return fail(calls.length === 0 ? `${name} was not called` : `${name} was called ${counted(calls.length, "time")}, there is no call ${call}`);
    const given = made.arguments;
    const broken = brokenArguments(given);
    const unlike = (why: string) => fail(`${name} got ${broken ?? `${shown(given)}${why}`}`);
    if (equals !== undefined && !sameJson(given, equals)) return unlike(`, not ${shown(equals)}`);
    if (contains !== undefined && !holdsJson(given, contains)) return unlike(`, which does not hold ${shown(contains)}`);
    const misfit = schema && (await schemaMisfit(schema, given, "its argument"));
    return misfit === undefined ? { score: 1, reason: `${name} got ${shown(given)}` } : unlike(`: ${misfit}`);
  },
});

function fail(reason: string): Scored {
  return { score: 0, reason };
}
