import { counted } from "../gates/words.ts";
import { strict, Type } from "../model/shape.ts";
import type { ToolCall } from "../model-call/response.ts";
import { brokenArguments } from "./broken-arguments.ts";
import { declaredFunctions, type DeclaredFunction } from "./declared-functions.ts";
import { assertionKind } from "./kind.ts";
import { problemOf } from "./problem-of.ts";
import { schemaMisfit } from "./schema-misfit.ts";
import { schemaValidator } from "./schema-validator.ts";
import { shown } from "./shown.ts";

export const isValidToolCall = assertionKind({
  type: "is-valid-tool-call",
  area: "tools",
  summary: "Every call names a function that the prompt declares, and its arguments fit that function's JSON Schema. The score is the share of calls that do.",
  params: strict({ min: Type.Optional(Type.Integer({ minimum: 0, default: 1, description: "So many calls there must be; 0 = none is right too." })) }),
  needs: [],
  async problem(_, { tools }) {
    const declared = [...declaredFunctions(tools).values()];
    if (declared.length === 0) return "The prompt declares no function, so no call of one can be valid. Declare it under the prompt's `tools`.";
    for (const { name, parameters } of declared) {
      const problem = await problemOf(() => schemaValidator(parameters));
      if (problem !== undefined) return { ...problem, message: `The function \`${name}\`: ${problem.message}` };
    }
    return undefined;
  },
  async score({ toolCalls, tools }, { min = 1 }) {
    if (toolCalls.length < min) return { score: 0, reason: `${counted(toolCalls.length, "call")}, fewer than ${min}` };
    const declared = declaredFunctions(tools);
    let valid = 0;
    let fault: string | undefined;
    for (const call of toolCalls) {
      const wrong = await faultOf(call, declared);
      if (wrong === undefined) valid += 1;
      fault ??= wrong;
    }
    return fault === undefined ? { score: 1, reason: `${valid} valid calls` } : { score: valid / toolCalls.length, pass: false, reason: fault };
  },
});

async function faultOf({ name, arguments: given }: ToolCall, declared: ReadonlyMap<string, DeclaredFunction>): Promise<string | undefined> {
  const called = declared.get(name);
  if (called === undefined) return `calls ${shown(name)}, which the prompt does not declare`;
  const misfit = await schemaMisfit(called.parameters, given, "its argument");
  if (misfit === undefined) return undefined;
  const broken = brokenArguments(given);
  return `calls ${name} wrongly: ${broken === undefined ? misfit : `its argument is ${broken}`}`;
}
