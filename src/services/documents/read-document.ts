import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { compareProblems, type Problem } from "../../core/errors/problem.ts";
import type { DocumentKind, DocumentOf } from "../../core/model/documents.ts";
import { parseDocument, type ParsedDocument } from "../../core/model/parse-document.ts";
import type { DocumentSource } from "../../ports/document-source.ts";

/** A document of the repository as parsed, problems and all; undefined when there is no such file. */
export async function readDocument<K extends DocumentKind>(source: DocumentSource, kind: K, file: string): Promise<ParsedDocument<DocumentOf<K>> | undefined> {
  const bytes = await source.read(file);
  return bytes === undefined ? undefined : parseDocument(kind, file, bytes);
}

/** Ends the command when there are problems. @param what What cannot be used because of them: `prompt billing/summarize`. */
export function refuseProblems(source: DocumentSource, what: string, problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  throw new PromptopsError("invalid-documents", `The ${what} in ${source.description} has ${count}.`, { problems: problems.toSorted(compareProblems) });
}
