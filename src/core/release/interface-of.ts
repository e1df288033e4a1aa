import { withoutAnnotations } from "../identity/without-annotations.ts";
import type { Output, Prompt, Variable } from "../model/prompt.ts";
import { isRequired, variableSchema } from "../template/variable-schema.ts";

export type Schema = { readonly [keyword: string]: unknown };

export interface VariableInterface {
  readonly required: boolean;
  /** Without what only people read. */
  readonly schema: Schema;
}

/** What callers and readers of a prompt rely on: everything else may change under their feet. */
export interface PromptInterface {
  readonly variables: Readonly<Record<string, VariableInterface>>;
  /** May a conversation be given? */
  readonly history: boolean;
  readonly output: { readonly format: Output["format"]; readonly schema: Schema | undefined; readonly rules: NonNullable<Output["rules"]> };
  /** Parameters of each function by its name: callers must be able to run it. */
  readonly functions: Readonly<Record<string, Schema>>;
  readonly webSearch: boolean;
}

/** The interface of a prompt as its document states it. */
export function interfaceOf({ variables = {}, messages, output, tools = [] }: Prompt): PromptInterface {
  return {
    variables: Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variableInterface(variable)])),
    history: messages.some(({ history }) => history === true),
    output: { format: output?.format ?? "text", schema: output?.schema && withoutAnnotations(output.schema), rules: output?.rules ?? {} },
    functions: Object.fromEntries(
      tools.flatMap((tool) => (tool.function === undefined ? [] : [[tool.function.name, withoutAnnotations(tool.function.parameters)]])),
    ),
    webSearch: tools.some((tool) => tool.web_search !== undefined),
  };
}

function variableInterface(variable: Variable): VariableInterface {
  return { required: isRequired(variable), schema: withoutAnnotations(variableSchema(variable)) };
}
