/** How a side came to be: the word it was named by, and the model given for it (`own`, `provider/name`; undefined = none was given). */
export interface NamedSide {
  readonly word: string;
  readonly model: string | undefined;
}

/**
 * What `--baseline` means: one of the words, one of the models, or both as `WORD with MODEL`. Whatever is none of them is a word that
 * was not named yet, and is named before the others.
 */
export function baselineWords(words: readonly string[], models: readonly string[], baseline: string | undefined): readonly string[] {
  if (baseline === undefined || models.includes(baseline)) return words;
  const [word, model] = baselineParts(baseline, models);
  const [only = "", ...others] = words;
  // An evaluation alone stands for what it holds: one of that is meant.
  if (others.length === 0 && word.startsWith(`${only}:`)) return words;
  return words.includes(word) || (model === undefined && words.includes(baseline)) ? words : [word, ...words];
}

/** The place of the side that all others are compared with: the first that `baseline` fits, without it the first of all. Undefined when it fits none. */
export function baselinePlace(sides: readonly NamedSide[], models: readonly string[], baseline: string | undefined): number | undefined {
  if (baseline === undefined) return 0;
  const [word, model] = baselineParts(baseline, models);
  const fits = (side: NamedSide) => (models.includes(baseline) ? side.model === baseline : side.word === word && (model === undefined || side.model === model));
  const place = sides.findIndex(fits);
  return place === -1 ? undefined : place;
}

function baselineParts(baseline: string, models: readonly string[]): [word: string, model: string | undefined] {
  const at = baseline.lastIndexOf(" with ");
  const model = at === -1 ? undefined : baseline.slice(at + " with ".length);
  return model !== undefined && models.includes(model) ? [baseline.slice(0, at), model] : [baseline, undefined];
}
