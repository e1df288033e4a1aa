import { compareProblems } from "../core/errors/problem.ts";
import type { ValidateResult } from "../core/results/validate.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { ScriptCheck } from "../ports/script-check.ts";
import { checkScripts } from "./documents/check-scripts.ts";
import { lookAtDocuments, type AskedPath } from "./documents/look-at-documents.ts";
import { checkMeanings, type CheckMeaningsDeps, type CheckMeaningsInput, type FoundMeanings } from "./documents/check-meanings.ts";

export { validateExit } from "../core/validators/validate-exit.ts";

export interface ValidateDeps {
  readonly source: DocumentSource;
  /** Looks at scorers; absent = nobody does. */
  readonly scripts?: ScriptCheck;
  /** Asked for only when a model is. */
  readonly meanings?: () => Promise<Omit<CheckMeaningsDeps, "source">>;
}

export interface ValidateInput {
  /** Files and folders, or prompts' ids; everything when empty. */
  readonly paths: readonly AskedPath[];
  /** Ask a model, too, what only meanings tell. Absent = no model is asked. */
  readonly semantic?: CheckMeaningsInput;
}

/**
 * Everything wrong with the repository's documents, all at once, as `lookAtDocuments` finds it, and with the scorers that its suites name; and,
 * where that is asked for, what a judge finds in the prompts whose documents are right.
 * @throws PromptopsError `not-a-project`, `nothing-to-validate`; `missing-judge-model` before anybody is asked, and what opening a provider throws.
 */
export async function validate({ source, scripts, meanings }: ValidateDeps, { paths, semantic }: ValidateInput): Promise<ValidateResult> {
  const { problems: ofDocuments, ...looked } = await lookAtDocuments(source, paths);
  const { files, accepted, warnings, prompts, judges } = looked;
  const ofScripts = scripts === undefined ? [] : await checkScripts(source, scripts, looked.scripts);
  const problems = ofScripts.length === 0 ? ofDocuments : [...ofDocuments, ...ofScripts].sort(compareProblems);
  if (semantic === undefined || meanings === undefined) return { files, problems: [...problems], ...told({ accepted, warnings }) };
  const found = await checkMeanings({ ...(await meanings()), source }, { prompts, judges }, semantic);
  return {
    files,
    problems: [...problems, ...found.problems].sort(compareProblems),
    ...told({ accepted: [...accepted, ...found.accepted], warnings: [...warnings, ...found.warnings] }),
    semantic: found.semantic,
  };
}

function told({ accepted, warnings }: Pick<FoundMeanings, "accepted" | "warnings">): Pick<ValidateResult, "accepted" | "warnings"> {
  return { ...(accepted.length === 0 ? {} : { accepted: [...accepted] }), ...(warnings.length === 0 ? {} : { warnings: [...warnings] }) };
}
