import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { Suite } from "../model/suite.ts";
import { declaredVariables, type DeclaredVariables } from "./check-inputs.ts";

/** What the cases of one suite have in common. */
export interface CaseContext {
  readonly suite: string;
  readonly settings: Suite;
  readonly variables: DeclaredVariables;
  /** The prompt has a place for a conversation's history. */
  readonly takesHistory: boolean;
  /** The prompt answers in JSON, so a cell with the expected answer holds JSON too. */
  readonly answersJson: boolean;
  /** Digest by path of the files that assertions name. */
  readonly fileDigests: Readonly<Record<string, string>>;
}

export function caseContext(suite: string, settings: Suite, { prompt }: ResolvedPrompt, fileDigests: Readonly<Record<string, string>>): CaseContext {
  return {
    suite,
    settings,
    variables: declaredVariables(prompt),
    takesHistory: prompt.messages.some(({ history }) => history === true),
    answersJson: prompt.output?.format === "json",
    fileDigests,
  };
}
