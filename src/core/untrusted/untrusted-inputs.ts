import type { Prompt } from "../model/prompt.ts";
import { dataFence, fenceRule } from "./fence.ts";
import { untrusted } from "./untrusted-value.ts";

/** Names of the variables for whose values nobody vouches. */
export function untrustedNames({ variables = {} }: Pick<Prompt, "variables">): string[] {
  return Object.entries(variables).flatMap(([name, variable]) => (variable.untrusted === true ? [name] : []));
}

/**
 * Values as templates insert them: the untrusted ones in one fence, whose name follows from all of them, so that a rendering has the
 * same text every time.
 */
export function fencedValues(values: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  const present = names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]] as const);
  if (present.length === 0) return values;
  const fence = dataFence(Object.fromEntries(present));
  return { ...values, ...Object.fromEntries(present.map(([name, value]) => [name, untrusted(value, fence)])) };
}

/** What the model is told of fences. It names none, so that the beginning of a prompt stays the same and providers can cache it. */
export const untrustedRule = `${fenceRule("Texts between a tag `<data-…>` and the closing tag of the same name")}.`;
