import type { Json } from "../model/shape.ts";

/** Collections inside collections, at most: nothing that walks through an answer needs more stack than this. */
const depthLimit = 512;

/** The JSON a text is; undefined when it is none, or is nested more than 512 deep. Time is linear in the text's length. */
export function readJson(text: string): Json | undefined {
  try {
    const json = JSON.parse(text) as Json;
    return isTooDeep(text) ? undefined : json;
  } catch {
    return undefined;
  }
}

/** @param text Known to be JSON. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * depthLimit) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (quoted) at += character === "\\" ? 1 : 0;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > depthLimit) return true;
  }
  return false;
}
