import type { Problem } from "../errors/problem.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { problemAt } from "../model/breach.ts";
import { decodeText } from "../model/decode-text.ts";
import { valueBreaches } from "../model/json-schema.ts";
import type { Variable } from "../model/prompt.ts";
import { loneSurrogates } from "../model/lone-surrogates.ts";
import { readYaml } from "../model/read-yaml.ts";
import type { Json } from "../model/shape.ts";
import { HistoryTurn } from "../model/suite.ts";
import type { Values } from "./complete-variables.ts";

/**
 * A value as typed on a command line, read by its variable's type: text stays text, all other types are JSON. What is no JSON
 * stays text as well, so that the check of the variables refuses it with its usual words.
 */
export function typedValue(variable: Variable | undefined, text: string): Json {
  const types: readonly unknown[] = [variable?.type].flat();
  if (types.includes("string") || types.includes(undefined)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** Variables from a YAML or JSON file. @throws PromptopsError `invalid-values-file` with the place. */
export function variablesIn(file: string, bytes: Uint8Array): Values {
  return valuesIn(file, bytes, { type: "object" }) as Values;
}

/** A conversation's history from a YAML or JSON file. @throws PromptopsError `invalid-values-file` with the places. */
export function historyIn(file: string, bytes: Uint8Array): readonly HistoryTurn[] {
  return valuesIn(file, bytes, { type: "array", items: HistoryTurn }) as readonly HistoryTurn[];
}

function valuesIn(file: string, bytes: Uint8Array, schema: { readonly [keyword: string]: unknown }): Json {
  const decoded = decodeText(file, bytes);
  if ("problem" in decoded) throw refusal(file, [decoded.problem]);
  const { value, problems, ...positions } = readYaml(file, decoded.text);
  if (value === undefined) throw refusal(file, problems);
  const breaches = [...valueBreaches(schema, value, []), ...loneSurrogates(value)].map((breach) => problemAt(file, breach, positions));
  if (breaches.length > 0) throw refusal(file, breaches);
  return value;
}

function refusal(file: string, problems: readonly Problem[]): PromptopsError {
  const [first] = problems;
  const where = first?.line === undefined ? file : `${file}:${first.line}:${first.column ?? 1}`;
  return new PromptopsError("invalid-values-file", `${file} cannot be used: ${problems.map(({ message }) => message).join(" ")}`, { where, problems });
}
