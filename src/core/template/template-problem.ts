import type { Problem } from "../errors/problem.ts";
import { pathText, type DocumentPath } from "../model/document-path.ts";
import { partialFile, promptFile } from "../model/document-paths.ts";

/** One thing wrong with one template of a prompt. */
export interface TemplateProblem {
  /** Stable kebab-case name of the rule that was broken. */
  readonly rule: string;
  /** The partial it is in; undefined = the prompt's own document. */
  readonly partial: string | undefined;
  /** Where in the prompt's document; empty for a partial. */
  readonly path: DocumentPath;
  /** Inside the template's text, counted from 1; absent when no text is meant. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly hint?: string;
}

/** A problem of a text that does not know yet whose text it is. */
export type TextProblem = Omit<TemplateProblem, "partial" | "path">;

/**
 * The same for people who did not open the document: a partial is a file of its own, so line and column are the file's; of a text
 * inside the prompt's YAML they are the text's, and only who read the YAML knows the file's.
 */
export function problemOf(promptId: string, { rule, partial, path, line, column, message, hint }: TemplateProblem): Problem {
  const place = line === undefined ? {} : { line, ...(column !== undefined && { column }) };
  const more = hint === undefined ? {} : { hint };
  if (partial !== undefined) return { rule, file: partialFile(partial), ...place, message, ...more };
  const inText = line === undefined ? "" : ` (line ${line}, column ${column} of the text)`;
  return { rule, file: promptFile(promptId), path: pathText(path), message: `${message.replace(/\.$/, "")}${inText}.`, ...more };
}

/** Several problems in one sentence: the first, and how many more. The list itself stands below it. */
export function inOneSentence(problems: readonly Problem[]): string {
  const [first, ...others] = problems.map(({ message }) => message);
  if (first === undefined || others.length === 0) return first ?? "";
  return `${first.replace(/\.$/, "")}, and ${others.length} more.`;
}
