import { nearest } from "../errors/nearest.ts";
import type { Role, Variable } from "../model/prompt.ts";
import type { Reference } from "./read-liquid.ts";
import type { TextProblem } from "./template-problem.ts";

/** What Liquid itself answers for any list, text or object. */
const builtIn = new Set(["first", "last", "size"]);

/**
 * What is wrong with one use of a variable: not declared, asked for a property that its schema does not list, or untrusted where models
 * look for instructions.
 * @param role Who speaks the text; undefined = nobody yet.
 */
export function checkReference({ segments, line, column }: Reference, variables: Readonly<Record<string, Variable>>, role?: Role): TextProblem[] {
  const [name, ...rest] = segments;
  if (typeof name !== "string") return [];
  const declared = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (declared === undefined) {
    return [
      {
        rule: "undeclared-variable",
        line,
        column,
        message: `The variable \`${name}\` is not declared.`,
        hint: suggestion(name, Object.keys(variables), "Declare it under `variables`."),
      },
    ];
  }
  if (declared.untrusted === true && (role === "system" || role === "developer")) {
    return [
      {
        rule: "untrusted-instruction",
        line,
        column,
        message: `The untrusted variable \`${name}\` is used in a ${role} message.`,
        hint: "Use it in a user message: what stands here are instructions to the model.",
      },
    ];
  }
  let schema: Readonly<Record<string, unknown>> | undefined = declared;
  let path = name;
  for (const segment of rest) {
    const properties = closedProperties(schema);
    if (typeof segment !== "string" || properties === undefined) return [];
    if (!Object.hasOwn(properties, segment)) {
      if (builtIn.has(segment)) return [];
      return [
        {
          rule: "undeclared-property",
          line,
          column,
          message: `\`${path}\` has no declared property \`${segment}\`.`,
          hint: suggestion(segment, Object.keys(properties), `Declare it under the \`properties\` of \`${name}\`.`),
        },
      ];
    }
    schema = properties[segment];
    path += `.${segment}`;
  }
  return [];
}

/** An object schema's properties when it lists them and says nothing of others. */
function closedProperties(schema: Readonly<Record<string, unknown>> | undefined): Record<string, Record<string, unknown>> | undefined {
  if (schema?.["type"] !== "object" || schema["patternProperties"] !== undefined || (schema["additionalProperties"] ?? false) !== false) return undefined;
  const { properties } = schema;
  return typeof properties === "object" && properties !== null ? (properties as Record<string, Record<string, unknown>>) : undefined;
}

function suggestion(name: string, known: readonly string[], otherwise: string): string {
  const meant = nearest(name, known);
  return meant === undefined ? otherwise : `Did you mean \`${meant}\`?`;
}
