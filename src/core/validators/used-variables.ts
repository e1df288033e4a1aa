import type { Prompt } from "../model/prompt.ts";
import { isLiquidFailure } from "../template/liquid-problem.ts";
import { readLeniently } from "../template/read-liquid.ts";
import { simpleReferences } from "../template/simple.ts";
import { attachmentLeaves, textLeaves } from "../template/text-leaves.ts";

/** The variables that reach the model: named in a message's text, in whatever branch, or attached as an image or file. */
export function usedVariables(prompt: Prompt): Set<string> {
  const attached = attachmentLeaves(prompt).flatMap(({ source }) => source.variable ?? []);
  return new Set([...textLeaves(prompt).flatMap(({ text }) => namesIn(text, prompt.engine)), ...attached]);
}

function namesIn(text: string, engine: Prompt["engine"]): string[] {
  if (engine === "simple") return simpleReferences(text).map(({ name }) => name);
  try {
    return readLeniently(text).references.flatMap(({ segments: [name] }) => (typeof name === "string" ? [name] : []));
  } catch (error) {
    // A text that is no template uses nothing; the template's own check says what is wrong with it.
    if (isLiquidFailure(error)) return [];
    throw error;
  }
}
