import type { Provider } from "../../src/ports/provider.ts";
import { echoProvider } from "./echo-provider.ts";

export interface EmbeddingProvider extends Provider {
  /** The texts of every call, in the order they began. */
  readonly embedded: (readonly string[])[];
}

/** A provider of vectors: how often each letter of the alphabet stands in a text. Small, and its neighbours make sense. */
export function embeddingProvider(name = "vectors"): EmbeddingProvider {
  const embedded: (readonly string[])[] = [];
  return {
    ...echoProvider({ name }),
    embedded,
    embed(model, texts) {
      embedded.push(texts);
      return Promise.resolve({
        vectors: texts.map(letters),
        usage: { input: texts.join("").length, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 },
        modelAnswered: `${model}-1`,
        latencyMs: 5,
        attempts: [{ outcome: "answered", latencyMs: 5 }],
      });
    },
  };
}

/** A third is no number that single precision has, so that what is kept differs from what was made unless somebody sees to it. */
function letters(text: string): number[] {
  return Array.from("abcdefghijklmnopqrstuvwxyz", (letter) => (text.toLowerCase().split(letter).length - 1) / 3);
}
