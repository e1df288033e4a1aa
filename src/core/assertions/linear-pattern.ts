import type { RE2JS } from "re2js";
import { PromptopsError } from "../errors/promptops-error.ts";

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
}

const compiled = new Map<string, RE2JS>();

/**
 * A pattern for RE2, whose matching takes time linear in the text: no answer of a model can make an evaluation hang, as it can with
 * JavaScript's own engine. Look-around and backreferences are what this costs. The engine is loaded when the first pattern is.
 * @throws PromptopsError `invalid-assertion` when RE2 does not take the pattern.
 */
export async function linearPattern(pattern: string, options: PatternOptions = {}): Promise<RE2JS> {
  const { RE2JS: engine, RE2JSException: Refused } = await import("re2js");
  const flags = (options.ignoreCase ? engine.CASE_INSENSITIVE : 0) | (options.multiline ? engine.MULTILINE : 0) | (options.dotAll ? engine.DOTALL : 0);
  const key = `${flags}/${pattern}`;
  const ready = compiled.get(key);
  if (ready !== undefined) return ready;
  try {
    const made = engine.compile(pattern, flags);
    compiled.set(key, made);
    return made;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new PromptopsError("invalid-assertion", `RE2 does not take the pattern ${JSON.stringify(pattern)}: ${error.message}.`, {
      hint: hintFor(pattern),
      cause: error,
    });
  }
}

function hintFor(pattern: string): string {
  if (/\(\?<?!/.test(pattern)) return "RE2 has no look-around. An assertion's `not: true` does what a negative look-ahead would.";
  if (/\(\?<?=/.test(pattern)) return "RE2 has no look-around: match the whole text around it.";
  if (/\\[1-9]/.test(pattern)) return "RE2 has no backreferences.";
  return "Patterns have RE2's syntax; a sign that means itself has a backslash before it: `\\(`, `\\[`, `\\*`.";
}
