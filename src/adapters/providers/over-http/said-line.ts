/** Characters of a server's words that are shown. */
const longest = 300;
/** Keys that a server quotes, also with their middle blanked out. */
const keys = /\bsk-[^\s"'.,;]+/g;
const unprintable = /[\s\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu;

/** Makes what a server said fit to end an error's sentence: without secrets, on one line, not too long, with a full stop. */
export function saidLine(redact: (text: string) => string): (text: string) => string {
  return (text) => {
    const line = redact(text).replace(keys, "[redacted]").replace(unprintable, " ").trim();
    if (line.length > longest) return `${line.slice(0, longest)}…`;
    return line === "" || /[.!?…]$/.test(line) ? line : `${line}.`;
  };
}
