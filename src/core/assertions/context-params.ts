import { PromptopsError } from "../errors/promptops-error.ts";
import { variablePattern } from "../model/patterns.ts";
import { Type, type Json } from "../model/shape.ts";
import type { ScoreInput } from "./kind.ts";

/** How an assertion says what an answer was to be made from. */
export const contextParams = {
  context: Type.Optional(Type.String({ minLength: 1, description: "What the answer was to be made from." })),
  context_variable: Type.Optional(Type.String({ pattern: variablePattern, description: "The input that holds it, in place of `context`." })),
};

interface ContextParams {
  readonly context?: string;
  readonly context_variable?: string;
}

/** What is wrong with them, or undefined. */
export function contextProblem({ context, context_variable }: ContextParams): string | undefined {
  if ((context === undefined) !== (context_variable === undefined)) return undefined;
  return context === undefined ? "It needs `context` or `context_variable`." : "It may have only one of `context` and `context_variable`.";
}

/** @throws PromptopsError `invalid-assertion` when the case gives no such input. */
export function contextOf(type: string, { context, context_variable: variable = "" }: ContextParams, { inputs }: ScoreInput): Json {
  if (context !== undefined) return context;
  const value = Object.hasOwn(inputs, variable) ? inputs[variable] : undefined;
  if (value !== undefined) return value;
  throw new PromptopsError("invalid-assertion", `\`${type}\` takes its context from the input \`${variable}\`, and the case does not give it.`, {
    hint: `Give the case \`${variable}\`, or the assertion a \`context\`.`,
  });
}
