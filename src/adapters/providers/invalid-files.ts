import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Problem } from "../../core/errors/problem.ts";
import type { DocumentSource } from "../../ports/document-source.ts";

/** Files that a provider needs are not there, or not right. */
export function invalidFiles({ description }: DocumentSource, file: string, problems: readonly Problem[]): PromptopsError {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new PromptopsError("invalid-documents", `${file} in ${description} has ${count}.`, { problems });
}

export function missingFile(source: DocumentSource, file: string): PromptopsError {
  return invalidFiles(source, file, [{ rule: "missing-file", file, message: "There is no such file.", hint: "Paths count from the repository's top." }]);
}
