import { PromptopsError } from "../errors/promptops-error.ts";

/** One of the states that were named, under a model; undefined = the prompt's own. */
export interface ModelledState {
  readonly state: number;
  readonly model: string | undefined;
}

/** The word for a prompt's own model; no model has it for a name, since each has a `/`. */
const own = "own";

/**
 * Which states are compared under which models: every state under every model, state by state. One state with one model: under its
 * own as well, before it.
 * @param oneByOne The first state goes with the first model, the second with the second.
 * @throws PromptopsError `invalid-flag` when they are to go one by one and do not.
 */
export function modelledStates(states: number, models: readonly string[], oneByOne = false): ModelledState[] {
  const named = models.map((model) => (model === own ? undefined : model));
  const each = Array.from({ length: states }, (_, state) => state);
  if (oneByOne) {
    if (named.length === states) return each.map((state) => ({ state, model: named[state] }));
    throw new PromptopsError("invalid-flag", `${states} states and ${models.length} models do not go one by one.`, {
      where: "--one-by-one",
      hint: "Name a model for each, `own` being the prompt's own; or leave `--one-by-one` out, and every state is asked under every model.",
    });
  }
  if (named.length === 0) return each.map((state) => ({ state, model: undefined }));
  const asked = states === 1 && named.length === 1 ? [undefined, ...named] : named;
  return each.flatMap((state) => asked.map((model) => ({ state, model })));
}
