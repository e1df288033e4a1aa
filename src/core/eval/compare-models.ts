import { PromptopsError } from "../errors/promptops-error.ts";

/** One of the states that were named, under a model; undefined = the prompt's own. */
export interface ModelledState {
  readonly state: number;
  readonly model: string | undefined;
}

/** The word for a prompt's own model; no model has it for a name, since each has a `/`. */
const own = "own";

/**
 * Which states are compared under which models. One state: under each model, after its own when only one is named. Several: one
 * model is for all of them, as many as there are states go with them one by one.
 * @throws PromptopsError `invalid-flag`.
 */
export function modelledStates(states: number, models: readonly string[]): ModelledState[] {
  const named = models.map((model) => (model === own ? undefined : model));
  const each = Array.from({ length: states }, (_, state) => state);
  if (named.length === 0) return each.map((state) => ({ state, model: undefined }));
  if (states === 1) return (named.length === 1 ? [undefined, ...named] : named).map((model) => ({ state: 0, model }));
  if (named.length === 1) return each.map((state) => ({ state, model: named[0] }));
  if (named.length === states) return each.map((state) => ({ state, model: named[state] }));
  throw new PromptopsError("invalid-flag", `${states} states and ${models.length} models: which goes with which is not clear.`, {
    where: "--model",
    hint: `Name one model for all, or ${states}, one for each; \`own\` stands for the prompt's own.`,
  });
}
