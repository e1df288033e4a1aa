import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashedEmbedding } from "../../../src/core/model-call/hashed-embedding.ts";

const cosine = (a: string, b: string) => {
  const other = hashedEmbedding(b);
  return hashedEmbedding(a).reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
};

describe("hashed embeddings", () => {
  test("every text has a vector of length 1 and is equal to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const vector = hashedEmbedding(text);
        expect(vector).toHaveLength(512);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 9);
        expect(cosine(text, text)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("neither case nor the order of words nor what stands between them matters", () => {
    expect(cosine("Refund my ORDER, please!", "please order my refund")).toBeCloseTo(1, 9);
  });

  test.each([
    [
      "a text in other words is nearer than one about something else",
      "The customer wants a refund for the order",
      "A refund of their order is what the customer wants",
      "Penguins live in the southern hemisphere",
      0.6,
    ],
    ["forms of a word are near", "refund", "refunds", "penguin", 0.4],
    ["letters beyond ASCII count", "Die Rückerstattung der Bestellung", "Rückerstattung einer Bestellung", "Pinguine leben im Süden", 0.5],
    ["writings without spaces are near where they share letters", "返金してください", "返金してくださいませ", "天気がいいです", 0.5],
  ])("%s", (_what, text, near, far, atLeast) => {
    expect(cosine(text, near)).toBeGreaterThan(atLeast);
    expect(cosine(text, far)).toBeLessThan(cosine(text, near) / 2);
  });

  test("texts that share nothing are nearly at right angles", () => {
    expect(Math.abs(cosine("alpha beta gamma delta", "penguins hunt krill"))).toBeLessThan(0.15);
  });
});
