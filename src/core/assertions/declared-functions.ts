import { nearest } from "../errors/nearest.ts";
import type { FunctionTool, Tool } from "../model/prompt.ts";
import type { Static } from "../model/shape.ts";

export type DeclaredFunction = Static<typeof FunctionTool>;

/** The functions that a prompt declares, by name. */
export function declaredFunctions(tools: readonly Tool[]): ReadonlyMap<string, DeclaredFunction> {
  return new Map(tools.flatMap(({ function: declared }) => (declared === undefined ? [] : [[declared.name, declared] as const])));
}

/**
 * What is wrong with the names of tools in an assertion, if anything: one that the prompt does not declare can never be called, and `not` of it
 * always holds. Nothing is said of a prompt without functions: its provider may bring its own.
 */
export function undeclaredProblem(names: readonly string[], tools: readonly Tool[]): string | undefined {
  const declared = [...declaredFunctions(tools).keys()];
  const unknown = declared.length === 0 ? undefined : names.find((name) => !declared.includes(name));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, declared);
  return `The prompt declares no function \`${unknown}\`. ${near === undefined ? `It declares ${declared.map((name) => `\`${name}\``).join(", ")}.` : `Did you mean \`${near}\`?`}`;
}
