import { beyondLimits } from "./beyond-limits.ts";

export type RougeMeasure = "f1" | "precision" | "recall";

/** The weight of recall against precision in the F-measure, as js-rouge takes it. */
const weights = { f1: 1, precision: 0, recall: Infinity } as const satisfies Record<RougeMeasure, number>;

/** Pairs of words that ROUGE-L compares, at most: 5,000 × 5,000. */
const mostPairs = 25e6;

/**
 * ROUGE-N or, with `l`, ROUGE-L of one answer against one reference, 0..1 (Lin, 2004). ROUGE-L takes each text as one sentence.
 * Words are ours: js-rouge's own are the Penn Treebank's for English. It does not stem.
 * @throws PromptopsError `beyond-limits` beyond 5,000 × 5,000 words for `l`; n-grams have no limit.
 */
export async function rougeOf(answer: readonly string[], reference: readonly string[], n: number | "l", measure: RougeMeasure): Promise<number> {
  if (answer.length === 0 || reference.length === 0) return 0;
  const rouge = await import("js-rouge");
  const numbers = new Map<string, string>();
  const [candidate, target] = [numbered(answer, numbers), numbered(reference, numbers)];
  const options = { beta: weights[measure], tokenizer: (text: string) => text.split(" ") };
  if (n !== "l") return rouge.n(candidate, target, { ...options, n, nGram: runsOf });
  if (answer.length * reference.length > mostPairs) throw beyondLimits("rouge-n", `comparing ${answer.length} with ${reference.length} words`);
  return rouge.l(candidate, target, { ...options, segmenter: (text) => [text] });
}

/** Words as numbers, so that no word can be taken for something else than itself. */
function numbered(words: readonly string[], numbers: Map<string, string>): string {
  return words
    .map((word) => {
      const number = numbers.get(word) ?? String(numbers.size);
      numbers.set(word, number);
      return number;
    })
    .join(" ");
}

function runsOf(words: readonly string[], n: number): string[] {
  return Array.from({ length: Math.max(0, words.length - n + 1) }, (_, at) => words.slice(at, at + n).join(" "));
}
