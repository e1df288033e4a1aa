import type { Prompt } from "../model/prompt.ts";

/** The words that an output schema offers to choose from, at any depth: every `enum` and `const`. */
export function schemaWords({ output }: Prompt): ReadonlySet<string> {
  return new Set(offered(output?.schema));
}

function* offered(schema: unknown): Generator<string> {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    const words = key === "enum" && Array.isArray(value) ? value : key === "const" ? [value] : [];
    for (const each of words) if (typeof each === "string") yield each;
    yield* offered(value);
  }
}
