import { givenName } from "../../core/cases/given-name.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { foldResults, type FoldedResults } from "../../core/eval/fold-results.ts";
import { readEvaluationHead } from "../../core/eval/read-evaluation-head.ts";
import { readResults } from "../../core/eval/read-results.ts";
import type { GivenFiles } from "../../ports/given-files.ts";
import { evaluationFileRecording } from "./evaluation-file-recording.ts";
import type { RecordedSide, Recording } from "./opened-side.ts";
import { resultsOfLabel } from "./results-of-label.ts";

/**
 * What a file of results, or of an evaluation, holds, prompt by prompt.
 * @throws PromptopsError `no-such-file`, `invalid-results`, and what `evaluationFileRecording` throws.
 */
export async function resultsRecording(files: GivenFiles, path: string): Promise<Recording> {
  const name = givenName(path);
  const read = () => readResults(name, files.stream(path));
  const header = await readEvaluationHead(name, files.stream(path));
  if (header !== undefined) return evaluationFileRecording(path, header, read);
  const folded = await foldResults(read());
  if (folded.size === 0) throw new PromptopsError("invalid-results", `${name} holds no result.`, { where: name });
  return {
    name,
    word: path,
    entries: [...folded].map(([label, of]) => ({ label, side: sideOf(path, label, of, () => resultsOfLabel(read(), label)) })),
  };
}

function sideOf(path: string, label: string, { cases, models }: FoldedResults, results: RecordedSide["results"]): RecordedSide {
  return {
    opened: "recorded",
    about: {
      name: `${label} (${givenName(path)})`,
      word: `${path}:${label}`,
      kind: "results",
      // A label is the prompt's id, and what was added to it.
      prompt: /^[a-z0-9/-]*/.exec(label)?.[0] ?? label,
      models_answered: [...models].sort(),
      reused: true,
    },
    cases,
    planned: undefined,
    hasMetrics: true,
    results,
  };
}
