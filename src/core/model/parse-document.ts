import { compareProblems, type Problem } from "../errors/problem.ts";
import { problemAt, type Breach } from "./breach.ts";
import { checkShape } from "./check-shape.ts";
import { decodeText } from "./decode-text.ts";
import type { DocumentKind, DocumentOf } from "./documents.ts";
import { loneSurrogates } from "./lone-surrogates.ts";
import { readYaml } from "./read-yaml.ts";
import type { Json } from "./shape.ts";
import { noPositions, type YamlPositions } from "./yaml-positions.ts";

/** A document as read: the value when it has its kind's shape, else what is wrong, and where everything stands. */
export interface ParsedDocument<T> extends YamlPositions {
  readonly file: string;
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** Where the shape is wrong: what was read, and what is wrong with it. */
  readonly misshapen?: { readonly value: Json; readonly breaches: readonly Breach[] };
}

/** Only an escape brings half of a surrogate pair into a text. */
const mayEscape = /\\u/i;

/** Bytes → document. Never throws, whatever the bytes; rules that look at more than one key or file are not checked here. */
export function parseDocument<K extends DocumentKind>(kind: K, file: string, bytes: Uint8Array): ParsedDocument<DocumentOf<K>> {
  const decoded = decodeText(file, bytes);
  if ("problem" in decoded) return { file, value: undefined, problems: [decoded.problem], ...noPositions };
  const { value, problems, ...positions } = readYaml(file, decoded.text);
  if (value === undefined) return { file, value: undefined, problems, ...positions };
  const breaches = [...checkShape(kind, value), ...(mayEscape.test(decoded.text) ? loneSurrogates(value) : [])];
  if (breaches.length === 0) return { file, value: value as DocumentOf<K>, problems: [], ...positions };
  return { file, value: undefined, problems: problemsOf(file, breaches, positions), misshapen: { value, breaches }, ...positions };
}

/** Breaches of one file as problems, from top to bottom. */
export function problemsOf(file: string, breaches: Iterable<Breach>, positions: YamlPositions): Problem[] {
  return [...breaches].map((breach) => problemAt(file, breach, positions)).sort(compareProblems);
}
