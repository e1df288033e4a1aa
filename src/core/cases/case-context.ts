import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { JsonSchema } from "../model/json-schema.ts";
import type { Suite } from "../model/suite.ts";
import { isRequired, variableSchema } from "../template/variable-schema.ts";

/** What the cases of one suite have in common. */
export interface CaseContext {
  readonly suite: string;
  readonly settings: Suite;
  readonly variables: ReadonlyMap<string, { readonly schema: JsonSchema; readonly required: boolean }>;
  /** The prompt has a place for a conversation's history. */
  readonly takesHistory: boolean;
  /** The prompt answers in JSON, so a cell with the expected answer holds JSON too. */
  readonly answersJson: boolean;
  /** Digest by path of the files that assertions name. */
  readonly fileDigests: Readonly<Record<string, string>>;
}

export function caseContext(suite: string, settings: Suite, { prompt }: ResolvedPrompt, fileDigests: Readonly<Record<string, string>>): CaseContext {
  const variables = Object.entries(prompt.variables ?? {}).map(
    ([name, variable]) => [name, { schema: variableSchema(variable), required: isRequired(variable) }] as const,
  );
  return {
    suite,
    settings,
    variables: new Map(variables),
    takesHistory: prompt.messages.some(({ history }) => history === true),
    answersJson: prompt.output?.format === "json",
    fileDigests,
  };
}
