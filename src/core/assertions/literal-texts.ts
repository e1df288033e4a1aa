/** Escapes that stand for white space. */
const whiteSpace = /^\\[snrtfv]$/;
const part = /\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?[^):]*[):]|\{\d*,?\d*\}|[()|.^$*+?]/g;

/** The texts that a regular expression names letter by letter; what it leaves open divides them. White space of any kind is a space. */
export function literalTexts(pattern: string): string[] {
  const told = pattern.replace(part, (sign) => {
    if (whiteSpace.test(sign)) return " ";
    return /^\\[^\p{L}\p{N}]$/u.test(sign) ? sign.slice(1) : sign === "+" || sign === "?" ? "" : "\0";
  });
  return told
    .split("\0")
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "");
}
