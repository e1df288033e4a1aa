/** Marks on one letter, at most, before a joiner is put in: sorting longer runs would take quadratic time. */
const longRun = /\p{M}{30}(?=\p{M})/gu;
const joiner = "\u034f";

/**
 * A text in the form in which assertions compare texts: what Unicode holds for the same letter is the same (NFC), however it was typed;
 * with `ignoreCase` also what differs only in case (full case folding: `ß` is `SS`, `Σ` is `ς`, but a Turkish `ı` is no `i`).
 * Long runs of marks are cut as UAX #15's stream-safe format does, so that time is linear in the text's length.
 */
export function comparableText(text: string, ignoreCase = false): string {
  if (/^[\0-\x7f]*$/.test(text)) return ignoreCase ? text.toLowerCase() : text;
  const composed = compose(text);
  return ignoreCase ? compose(foldCase(composed)) : composed;
}

function compose(text: string): string {
  return text.replace(longRun, `$&${joiner}`).normalize("NFC");
}

/** Default case folding, made from the mappings that JavaScript has. `ı` folds to itself, and its capital is that of `i`: it is left alone. */
function foldCase(text: string): string {
  return text
    .split("ı")
    .map((part) => part.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ"))
    .join("ı");
}
