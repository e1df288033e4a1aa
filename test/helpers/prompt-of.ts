import type { Prompt } from "../../src/core/model/prompt.ts";
import type { ResolvedPrompt } from "../../src/core/model/resolved-prompt.ts";

/** A prompt with everything that a test does not care about. */
export function promptOf(prompt: Partial<Prompt>, more: Partial<Omit<ResolvedPrompt, "prompt">> = {}): ResolvedPrompt {
  const whole: Prompt = { schema_version: 1, messages: [{ role: "user", content: "Hello" }], model: { id: "scripted/any" }, ...prompt };
  return { id: "demo/hello", prompt: whole, partials: {}, files: {}, ...more };
}
