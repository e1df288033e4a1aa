/** Numbers per vector: enough that the few hundred features of a paragraph seldom meet. */
const dimensions = 512;
/** Letters that a word is cut into, so that "refund" and "refunds" are near. */
const gramLength = 3;
/** How much a piece of a word counts beside a whole one. */
const gramWeight = 0.5;

/**
 * A text as a vector of length 1, without any model: its words and their groups of three letters, each hashed to a place and a sign
 * (the hashing trick, https://arxiv.org/abs/0902.2206). Texts that share words are near and texts that share none are nearly at right
 * angles; meaning beyond the letters is not seen.
 */
export function hashedEmbedding(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const add = (feature: string, weight: number) => {
    const hash = fnv1a(feature);
    const place = hash % dimensions;
    vector[place] = (vector[place] ?? 0) + (hash & 0x8000_0000 ? -weight : weight);
  };
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  // A text without words is still some text, and equal to itself.
  if (words.length === 0) add(text.trim(), 1);
  for (const word of words) {
    add(word, 1);
    for (const gram of gramsOf(word)) add(`#${gram}`, gramWeight);
  }
  const length = Math.hypot(...vector);
  // Signs can cancel all out, in a text made for it.
  return length === 0 ? vector.map((_, at) => (at === 0 ? 1 : 0)) : vector.map((value) => value / length);
}

function gramsOf(word: string): string[] {
  const letters = [...` ${word} `];
  return letters.slice(gramLength - 1).map((_, at) => letters.slice(at, at + gramLength).join(""));
}

/** 32-bit FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv). */
function fnv1a(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  // The last bits alone would decide the place: mix the upper ones in.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
