/** One thing wrong with one place of one file. Lines and columns count from 1. */
export interface Problem {
  /** Stable kebab-case name of the rule that was broken. */
  readonly rule: string;
  /** Repository-relative POSIX path. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Where in the document, as `messages[1].content`; absent when the file as a whole is meant. */
  readonly path?: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** One sentence: what to do, the nearest right name included. */
  readonly hint?: string;
}

/** Files in order, and inside a file from top to bottom: the order a person reads them in. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
