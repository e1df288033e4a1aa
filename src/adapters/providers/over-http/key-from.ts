import { PromptopsError } from "../../../core/errors/promptops-error.ts";
import { redactor } from "../../../core/redact.ts";
import type { EnvironmentVariables } from "../../../ports/environment.ts";
import { saidLine } from "./said-line.ts";
import type { Speaker } from "./wire-format.ts";

/** A provider's key, and the provider as one whose words never repeat it. */
export interface Keyed {
  readonly speaker: Speaker;
  /** The key, undefined when the provider needs none. @throws PromptopsError `missing-key`, `unusable-key` */
  key(): string | undefined;
  /** What `key` would throw. */
  unready(): PromptopsError[];
}

/** Looks a key up in the environment, without asking for it yet. @param variable Undefined when no key is needed. */
export function keyFrom(name: string, variable: string | undefined, environment: EnvironmentVariables): Keyed {
  // A key read from a file often ends with its line; an empty one is none.
  const key = variable === undefined ? undefined : environment.get(variable)?.trim() || undefined;
  const unready = () => (variable === undefined ? [] : problemOf(name, variable, key));
  return {
    speaker: { name, clean: saidLine(redactor(key === undefined ? [] : [key])) },
    key() {
      const [problem] = unready();
      if (problem !== undefined) throw problem;
      return key;
    },
    unready,
  };
}

/** Keys go into a header, which is a line of ASCII (RFC 9110, 5.5). */
function problemOf(name: string, variable: string, key: string | undefined): PromptopsError[] {
  if (key === undefined)
    return [new PromptopsError("missing-key", `Provider "${name}" needs a key in the environment variable ${variable}, which is not set.`)];
  const has = /[\r\n]/.test(key) ? "a line break inside" : /[^\x20-\x7e]/.test(key) ? "a character that is no printable ASCII" : undefined;
  return has === undefined
    ? []
    : [new PromptopsError("unusable-key", `The key of provider "${name}" in the environment variable ${variable} has ${has}, so no header can hold it.`)];
}
