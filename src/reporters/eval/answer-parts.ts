import type { CaseResult } from "../../core/eval/case-result.ts";
import { oneLine } from "../one-line.ts";

/** So many calls of one answer are told. */
const shownCalls = 5;

interface AnswerParts {
  /** The text; undefined when there was no answer, or nothing in it but calls of tools. */
  readonly text: string | undefined;
  /** `find_invoice {"number":"4411"}`, each a line of at most `most` characters. */
  readonly calls: readonly string[];
}

/** What a model answered, for reports that tell it in short: some answers are calls of tools and no text. */
export function answerParts({ output, tool_calls: calls = [] }: Pick<CaseResult, "output" | "tool_calls">, most: number): AnswerParts {
  const told = calls.slice(0, shownCalls).map(({ name, arguments: given }) => oneLine(`${name} ${JSON.stringify(given)}`, most));
  const more = calls.length > shownCalls ? [`… and ${calls.length - shownCalls} more`] : [];
  return { text: output === "" && calls.length > 0 ? undefined : output, calls: [...told, ...more] };
}
