import { distance } from "fastest-levenshtein";
import { refusedParam, type ProviderConfig } from "../../providers/registry.ts";
import type { Breach } from "../breach.ts";
import type { DocumentPath } from "../document-path.ts";
import type { Json } from "../shape.ts";

type Form = "number" | "integer" | "text" | "texts" | "text or texts" | "object" | "boolean";

/** Parameters that mean the same to every provider that has them. */
const forms: Readonly<Record<string, Form>> = {
  temperature: "number",
  top_p: "number",
  top_k: "integer",
  min_p: "number",
  presence_penalty: "number",
  frequency_penalty: "number",
  repetition_penalty: "number",
  max_output_tokens: "integer",
  max_completion_tokens: "integer",
  max_tokens: "integer",
  seed: "integer",
  n: "integer",
  stop: "text or texts",
  stop_sequences: "texts",
  reasoning: "object",
  reasoning_effort: "text",
  thinking: "object",
  parallel_tool_calls: "boolean",
};

/** Names near the ones above that some servers know, and that so are no typos. */
const neighbours: ReadonlySet<string> = new Set(["store", "speed", "top_a", "top_n", "top_h", "min_tokens", "steps", "step", "stops", "stream"]);

const words: Readonly<Record<Form, string>> = {
  number: "a number",
  integer: "a whole number",
  text: "a text",
  texts: "a list of texts",
  "text or texts": "a text, or a list of texts",
  object: "an object",
  boolean: "`true` or `false`",
};

/**
 * What is wrong with a model's parameters as far as every provider would say so: a well-known one that is of another type, and a name
 * that is nearly a well-known one. All others pass: only the provider knows them.
 * @param provider Undefined when it is not at hand: what it cannot be sent is not looked for then.
 */
export function* paramBreaches(params: Readonly<Record<string, Json>>, path: DocumentPath, provider?: ProviderConfig): Generator<Breach> {
  for (const [name, value] of Object.entries(params)) {
    const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
    const meant = form === undefined ? nearlyKnown(name) : undefined;
    if (meant !== undefined)
      yield {
        rule: "unknown-parameter",
        path: [...path, name],
        onKey: true,
        message: `No model has a parameter \`${name}\`.`,
        hint: `Did you mean \`${meant}\`?`,
      };
    if (form !== undefined && !isOf(form, value))
      yield { rule: "wrong-type", path: [...path, name], message: `\`${[...path, name].join(".")}\` must be ${words[form]}, not ${shown(value)}.` };
    const refused = provider && refusedParam(provider, name);
    if (refused !== undefined && meant === undefined) yield { rule: "refused-parameter", path: [...path, name], onKey: true, message: refused };
  }
}

/** Short names have many neighbours, so there one letter more or less is all that counts as a typo. */
function nearlyKnown(name: string): string | undefined {
  if (neighbours.has(name) || name.length < 4) return undefined;
  return Object.keys(forms).find((known) => known.length >= 4 && distance(name, known) <= (known.length < 8 ? 1 : 2));
}

function isOf(form: Form, value: Json): boolean {
  const texts = Array.isArray(value) && value.every((each) => typeof each === "string");
  switch (form) {
    case "number":
      return typeof value === "number";
    case "integer":
      return Number.isInteger(value);
    case "text":
      return typeof value === "string";
    case "texts":
      return texts;
    case "text or texts":
      return typeof value === "string" || texts;
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "boolean":
      return typeof value === "boolean";
  }
}

function shown(value: Json): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `the text \`${value.slice(0, 40)}\`` : `\`${String(value)}\``;
}
