/** Scripts that write no spaces between words: each of their characters is a unit of its own. */
const unspaced = "[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}]";
const unitPattern = new RegExp(`[${unspaced}&&[\\p{L}\\p{N}]]\\p{M}*|[[\\p{L}\\p{N}\\p{M}]--${unspaced}]+`, "gv");
const ideograph = /^\p{sc=Han}/u;
const spacelessStart = new RegExp(`^${unspaced}`, "v");

/** What a word weighs. Two ideographs are a bit more than one word, three signs of a syllabary or an alphabet without spaces one. */
export const word = 6;
const ofIdeograph = 4;
const ofSign = 2;

/** The smallest piece of a text that is compared: a word, or a character where words are not written apart. */
export interface TextUnit {
  /** Without regard to case, width and composition. */
  readonly text: string;
  readonly weight: number;
  readonly start: number;
  readonly end: number;
}

/** The units of a text, in their order. Punctuation and white space are none. The same on every machine: no dictionary is asked. */
export function textUnits(text: string): TextUnit[] {
  return Array.from(text.matchAll(unitPattern), ({ 0: found, index }) => ({
    text: found.normalize("NFKC").toLowerCase(),
    weight: ideograph.test(found) ? ofIdeograph : spacelessStart.test(found) ? ofSign : word,
    start: index,
    end: index + found.length,
  }));
}

/** What many units weigh together. */
export function weightOf(units: readonly TextUnit[]): number {
  return units.reduce((total, { weight }) => total + weight, 0);
}

/** Units as one text, to be looked for in others of its kind. */
export function joined(units: readonly TextUnit[]): string {
  return units.map(({ text }) => text).join(" ");
}

/** Every shortest run of units that weighs so much, with the place of its first unit and the one behind its last. */
export function* runsOf(units: readonly TextUnit[], weight: number): Generator<{ readonly key: string; readonly from: number; readonly to: number }> {
  let to = 0;
  let held = 0;
  for (const [from, first] of units.entries()) {
    while (held < weight && to < units.length) held += units[to++]?.weight ?? 0;
    if (held < weight) return;
    yield { key: joined(units.slice(from, to)), from, to };
    held -= first.weight;
  }
}
