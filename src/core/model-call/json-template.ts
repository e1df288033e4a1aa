import type { DocumentPath } from "../model/document-path.ts";
import type { Json } from "../model/shape.ts";

/** A text's placeholder: a name, or a name and a way into its value. */
const placeholder = /\{\{\s*([A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)\s*\}\}/g;
const onlyPlaceholder = new RegExp(`^\\s*${placeholder.source}\\s*$`);

/** The value of a placeholder; undefined when there is none this time. */
export type Values = (name: string) => Json | undefined;

export interface TemplateText {
  readonly path: DocumentPath;
  readonly text: string;
  /** Names of its placeholders. */
  readonly names: readonly string[];
  /** Braces that are no placeholder, or that stand in a key. */
  readonly broken: boolean;
}

/** A text inside text needs a value that is not there. */
export class MissingValue extends Error {
  readonly placeholder: string;

  constructor(name: string) {
    super(`There is no value for {{ ${name} }}.`);
    this.placeholder = name;
  }
}

/** All texts of a template that hold braces, keys included, and what they name. */
export function* templateTexts(template: Json, path: DocumentPath = []): Generator<TemplateText> {
  if (typeof template === "string") {
    if (/\{\{|\}\}/.test(template)) yield { path, text: template, names: namesIn(template), broken: /\{\{|\}\}/.test(template.replace(placeholder, "")) };
  } else if (Array.isArray(template)) {
    for (const [at, item] of (template as readonly Json[]).entries()) yield* templateTexts(item, [...path, at]);
  } else if (typeof template === "object" && template !== null) {
    for (const [key, value] of Object.entries(template)) {
      if (/\{\{|\}\}/.test(key)) yield { path: [...path, key], text: key, names: [], broken: true };
      yield* templateTexts(value as Json, [...path, key]);
    }
  }
}

function namesIn(text: string): string[] {
  return [...text.matchAll(placeholder)].flatMap(([, name]) => name ?? []);
}

/**
 * A template with its placeholders filled. A text that is one placeholder becomes the value itself, of whatever type; inside a longer text
 * a value becomes its characters. What comes in is never looked through again: a value that holds braces stays that value. A key or an item
 * that is a placeholder without a value is left out; undefined when that is the whole template.
 * @throws MissingValue inside a longer text.
 */
export function fillTemplate(template: Json, values: Values): Json | undefined {
  if (typeof template === "string") return fillText(template, values);
  if (Array.isArray(template)) return (template as readonly Json[]).flatMap((item) => fillTemplate(item, values) ?? []);
  if (typeof template !== "object" || template === null) return template;
  const filled = Object.entries(template).map(([key, value]) => [key, fillTemplate(value as Json, values)] as const);
  return Object.fromEntries(filled.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
}

function fillText(text: string, values: Values): Json | undefined {
  const [, only] = onlyPlaceholder.exec(text) ?? [];
  if (only !== undefined) return values(only);
  return text.replace(placeholder, (_written, name: string) => {
    const value = values(name);
    if (value === undefined) throw new MissingValue(name);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}
