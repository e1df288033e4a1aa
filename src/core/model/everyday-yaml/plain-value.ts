const integer = /^[-+]?[0-9]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** What the core schema gives a meaning of its own that is hardly ever meant: `.inf`, `.nan`, `0o17`, `0x1f`. */
const special = /^(?:[-+]?\.inf|\.nan|0o[0-7]+|0x[0-9a-f]+)$/i;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...["null", "Null", "NULL", "~"].map((word) => [word, null] as const),
]);
/** The longest of the words. */
const wordLimit = 5;

/** What an unquoted text means by YAML's core schema; undefined where that wants a closer look. */
export function plainValue(text: string): string | number | boolean | null | undefined {
  if (text.length <= wordLimit) {
    const word = words.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  // Numbers begin with one of `+`, `-`, `.` and a digit; `,` and `/` lie between and do no harm.
  if (first < 43 || first > 57) return text;
  if (integer.test(text)) {
    const whole = Number.parseInt(text, 10);
    return Number.isSafeInteger(whole) ? whole : undefined;
  }
  if (float.test(text)) {
    const number = Number.parseFloat(text);
    return Number.isFinite(number) ? number : undefined;
  }
  return special.test(text) ? undefined : text;
}
