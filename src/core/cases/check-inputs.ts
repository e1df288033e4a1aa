import type { Breach } from "../model/breach.ts";
import type { DocumentPath } from "../model/document-path.ts";
import { valueBreaches, type JsonSchema } from "../model/json-schema.ts";
import type { Prompt } from "../model/prompt.ts";
import { suggestion } from "../model/rules/rule.ts";
import { isRequired, variableSchema } from "../template/variable-schema.ts";

/** A prompt's variables by name, as values are checked against them. */
export type DeclaredVariables = ReadonlyMap<string, { readonly schema: JsonSchema; readonly required: boolean }>;

export function declaredVariables({ variables = {} }: Prompt): DeclaredVariables {
  return new Map(Object.entries(variables).map(([name, variable]) => [name, { schema: variableSchema(variable), required: isRequired(variable) }] as const));
}

/** A variable that the prompt does not have, or a value that does not fit it. @param path Where the value stands. */
export function* inputFits(variables: DeclaredVariables, name: string, value: unknown, path: DocumentPath): Generator<Breach> {
  yield* namesVariable(variables, name, path);
  const known = variables.get(name);
  if (known !== undefined) yield* valueBreaches(known.schema, value, path);
}

/** A variable that the prompt does not have. */
export function* namesVariable(variables: DeclaredVariables, name: string, path: DocumentPath): Generator<Breach> {
  if (!variables.has(name))
    yield { rule: "unknown-variable", path, onKey: true, message: `The prompt has no variable \`${name}\`.`, ...suggestion(name, [...variables.keys()]) };
}

/** Variables that must be given, and of which `gives` knows nothing. @param giver What should give them: `case`, `job`. */
export function* missingInputs(variables: DeclaredVariables, gives: (name: string) => boolean, giver: string): Generator<Breach> {
  for (const [name, { required }] of variables) {
    if (required && !gives(name))
      yield {
        rule: "missing-variable",
        path: ["inputs"],
        onKey: true,
        message: `The ${giver} gives no value for the variable \`${name}\`.`,
        hint: `Add \`${name}\` to its inputs.`,
      };
  }
}
