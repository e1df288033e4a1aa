import type { Problem } from "../errors/problem.ts";
import { pathText, type DocumentPath } from "./document-path.ts";
import type { YamlPositions } from "./yaml-positions.ts";

/** A rule broken at one place of a document, before it is known where in the file that is. */
export interface Breach {
  readonly rule: string;
  readonly path: DocumentPath;
  /** The key itself is meant, not its value. */
  readonly onKey?: boolean;
  readonly message: string;
  readonly hint?: string;
  /** A place inside the text at `path`, both from 1. */
  readonly within?: { readonly line: number; readonly column: number };
}

/** The breach as a problem of a file. */
export function problemAt(file: string, breach: Breach, positions: YamlPositions): Problem {
  const { rule, path, message, hint, onKey = false, within } = breach;
  const position =
    within === undefined ? (onKey ? positions.locateKey(path) : positions.locate(path)) : positions.locateInText(path, within.line, within.column);
  return { rule, file, ...position, ...(path.length === 0 ? {} : { path: pathText(path) }), message, ...(hint === undefined ? {} : { hint }) };
}
