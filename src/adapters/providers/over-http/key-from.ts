import { PromptopsError } from "../../../core/errors/promptops-error.ts";
import { redactor } from "../../../core/redact.ts";
import type { EnvironmentVariables } from "../../../ports/environment.ts";
import { saidLine } from "./said-line.ts";
import type { Speaker } from "./wire-format.ts";

/** A provider's key, and the provider as one whose words never repeat it. */
export interface Keyed {
  readonly speaker: Speaker;
  /** The key, undefined when the provider needs none. @throws PromptopsError `missing-key` */
  key(): string | undefined;
}

/** Looks a key up in the environment, without asking for it yet. @param variable Undefined when no key is needed. */
export function keyFrom(name: string, variable: string | undefined, environment: EnvironmentVariables): Keyed {
  // A key read from a file often ends with its line; an empty one is none.
  const key = variable === undefined ? undefined : environment.get(variable)?.trim() || undefined;
  return {
    speaker: { name, clean: saidLine(redactor(key === undefined ? [] : [key])) },
    key() {
      if (variable !== undefined && key === undefined)
        throw new PromptopsError("missing-key", `Provider "${name}" needs a key in the environment variable ${variable}, which is not set.`);
      return key;
    },
  };
}
