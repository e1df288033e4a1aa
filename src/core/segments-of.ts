const segmenters = new Map<string, Intl.Segmenter>();

/**
 * A text in pieces by Unicode's rules (https://unicode.org/reports/tr29/). What knows the words of every language takes longer to load than
 * any other part of a command, and is loaded when somebody asks.
 */
export function segmentsOf(text: string, granularity: "grapheme" | "word" | "sentence"): Intl.Segments {
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter("en", { granularity });
  segmenters.set(granularity, segmenter);
  return segmenter.segment(text);
}
