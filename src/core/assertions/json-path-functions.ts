import type { RE2JS } from "re2js";

type Call = (...args: unknown[]) => unknown;

/** Characters of a pattern; a longer one matches nothing. */
const longestPattern = 1000;

/**
 * Functions of RFC 9535 to be called in place of the package's: `match` and `search` with RE2, since an answer could make JavaScript's own
 * patterns hang, and `length` in characters, which are code points.
 * @param look Told how much work a call is.
 */
export function jsonPathFunctions(engine: typeof RE2JS, look: (parts: number) => void): Record<string, (usual: Call) => Call> {
  const byPattern = (matches: (pattern: RE2JS, text: string) => boolean): Call =>
    function (text, pattern) {
      if (typeof text !== "string" || typeof pattern !== "string" || pattern.length > longestPattern) return false;
      look(1 + pattern.length + Math.ceil(text.length / 4));
      const compiled = compile(engine, pattern);
      return compiled !== undefined && matches(compiled, text);
    };
  return {
    match: () => byPattern((pattern, text) => pattern.matches(text)),
    search: () => byPattern((pattern, text) => pattern.matcher(text).find()),
    length: (usual) => (value) => {
      if (typeof value !== "string") return usual(value);
      look(1 + Math.ceil(value.length / 4));
      return [...value].length;
    },
  };
}

/** RFC 9485: a point is every character but line feed and carriage return; a pattern that is none matches nothing. */
function compile(engine: typeof RE2JS, pattern: string): RE2JS | undefined {
  try {
    return engine.compile(pattern.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]|\./gs, (part) => (part === "." ? "[^\\n\\r]" : part)));
  } catch {
    return undefined;
  }
}
