import { isLiquidFailure } from "./liquid-problem.ts";
import { readLeniently } from "./read-liquid.ts";

/**
 * The names of all partials that these texts reach, through other partials too, sorted. A name without a text in `partials`
 * is listed and not followed, so a loader can ask again once it has read it. A text that is no template reaches nothing;
 * `checkTemplate` says what is wrong with it.
 */
export function partialsOf(texts: readonly string[], partials: Readonly<Record<string, string>>): string[] {
  const reached = new Set<string>();
  const waiting = [...texts];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    for (const name of partialsNamedIn(text)) {
      if (reached.has(name)) continue;
      reached.add(name);
      if (Object.hasOwn(partials, name)) waiting.push(partials[name] ?? "");
    }
  }
  return [...reached].sort();
}

function partialsNamedIn(text: string): string[] {
  if (!text.includes("{%")) return [];
  try {
    return readLeniently(text).calls.flatMap(({ name }) => name ?? []);
  } catch (error) {
    if (isLiquidFailure(error)) return [];
    throw error;
  }
}
