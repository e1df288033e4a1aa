import type { Variable } from "../model/prompt.ts";

/** A variable as plain JSON Schema: without the keys that are promptops' own. */
export function variableSchema(variable: Variable): Readonly<Record<string, unknown>> {
  const { description: _d, examples: _e, sensitive: _s, untrusted: _u, default: _v, required, ...schema } = variable;
  return Array.isArray(required) ? { ...schema, required } : schema;
}

/** Must it be given? What the variable says, else yes unless it has a default. */
export function isRequired(variable: Variable): boolean {
  return typeof variable.required === "boolean" ? variable.required : !Object.hasOwn(variable, "default");
}
