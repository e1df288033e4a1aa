import { untrustedNames } from "./untrusted-inputs.ts";
import { short } from "./short.ts";
import { textsIn } from "./texts-in.ts";
import type { ModelResponse } from "../model-call/response.ts";
import type { Prompt } from "../model/prompt.ts";
import type { Json } from "../model/shape.ts";

/** A text that reached the model and that nobody vouches for. */
export interface UntrustedSource {
  /** For people: what it is. */
  readonly name: string;
  readonly text: string;
  /** Of a page. */
  readonly url?: string;
  /** May it be quoted in a report? */
  readonly quotable: boolean;
}

/** Untrusted values and, as far as the provider shows them, found pages and cited sources. */
export function untrustedTexts(
  prompt: Pick<Prompt, "variables">,
  values: Readonly<Record<string, Json>>,
  { citations, searchResults = [] }: Pick<ModelResponse, "citations" | "searchResults">,
): UntrustedSource[] {
  const given = untrustedNames(prompt)
    .filter((name) => Object.hasOwn(values, name))
    .map((name) => ({ name: `variable \`${name}\``, text: textsIn(values[name]).join("\n"), quotable: prompt.variables?.[name]?.sensitive !== true }));
  const pages = new Map<string, Set<string>>();
  for (const { url, title, text } of [...searchResults, ...citations.map((citation) => ({ text: undefined, ...citation }))]) {
    const known = pages.get(url) ?? new Set();
    for (const part of [title, text]) if (part !== undefined) known.add(part);
    pages.set(url, known);
  }
  return [...given, ...[...pages].map(([url, parts]) => ({ name: `page ${short(url)}`, url, text: [...parts].join("\n"), quotable: true }))];
}
