import { valueBreaches, type JsonSchema } from "../model/json-schema.ts";
import type { Variable } from "../model/prompt.ts";
import type { Json } from "../model/shape.ts";
import { isRequired, variableSchema } from "../template/variable-schema.ts";

/** Inputs to begin with: a value for every variable that must be given. `unknown` = those for which none that fits could be thought of. */
export function exampleInputs(variables: Readonly<Record<string, Variable>>): { inputs: Record<string, Json>; unknown: string[] } {
  const needed = Object.entries(variables).filter(([, variable]) => isRequired(variable));
  const made = needed.map(([name, variable]) => [name, exampleValue(variable)] as const);
  return {
    inputs: Object.fromEntries(made.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    unknown: made.flatMap(([name, value]) => (value === undefined ? [name] : [])),
  };
}

/** A value that a variable takes: its own example, else the simplest one its schema allows. */
export function exampleValue(variable: Variable): Json | undefined {
  const schema = variableSchema(variable);
  return [...(variable.examples ?? []), simplest(schema)].find((value) => valueBreaches(schema, value, []).length === 0);
}

function simplest(schema: JsonSchema): Json {
  if (schema["const"] !== undefined) return schema["const"] as Json;
  if (Array.isArray(schema["enum"])) return schema["enum"][0] as Json;
  switch (schema["type"]) {
    case "number":
    case "integer":
      return typeof schema["minimum"] === "number" ? schema["minimum"] : 1;
    case "boolean":
      return true;
    case "array":
      return Array.from({ length: Number(schema["minItems"] ?? 0) }, () => simplest(schemaAt(schema["items"])));
    case "object":
      return Object.fromEntries(requiredKeys(schema).map((key) => [key, simplest(schemaAt(schemaAt(schema["properties"])[key]))]));
    case "null":
      return null;
    default:
      return "An example.".padEnd(Number(schema["minLength"] ?? 0), " More.").slice(0, Number(schema["maxLength"] ?? Infinity));
  }
}

function requiredKeys({ required }: JsonSchema): readonly string[] {
  return Array.isArray(required) ? (required as string[]) : [];
}

function schemaAt(schema: unknown): JsonSchema {
  return typeof schema === "object" && schema !== null ? (schema as JsonSchema) : {};
}
