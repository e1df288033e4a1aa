import type { Problem } from "../errors/problem.ts";

/** The largest document that is read, in bytes. Datasets may be larger; they are streamed. */
export const documentSizeLimit = 1_000_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text behind a document's bytes, or why it is none. A byte-order mark is dropped. */
export function decodeText(file: string, bytes: Uint8Array, limit: number = documentSizeLimit): { readonly text: string } | { readonly problem: Problem } {
  if (bytes.length > limit) {
    const size = (bytes.length / 1_000_000).toFixed(1);
    return {
      problem: {
        rule: "too-large",
        file,
        message: `The file has ${size} MB; a document may have ${limit / 1_000_000} MB.`,
        hint: "Move cases into a dataset (.jsonl or .csv), which is read row by row.",
      },
    };
  }
  const zero = bytes.indexOf(0);
  if (zero !== -1)
    return {
      problem: { rule: "binary", file, ...positionIn(bytes, zero), message: "The file holds a zero byte, so it is no text.", hint: "Save it as UTF-8 text." },
    };
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return {
      problem: {
        rule: "invalid-utf8",
        file,
        ...positionIn(bytes, firstInvalid(bytes)),
        message: "The file is not UTF-8 text.",
        hint: "Save it with the encoding UTF-8.",
      },
    };
  }
}

/** Index of the first byte that the decoder did not take: the first place where decoding and encoding again differ. */
function firstInvalid(bytes: Uint8Array): number {
  const again = new TextEncoder().encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  return bytes.findIndex((byte, at) => byte !== again[at]);
}

function positionIn(bytes: Uint8Array, index: number): { line: number; column: number } {
  const before = new TextDecoder().decode(bytes.subarray(0, index));
  const line = before.split("\n").length;
  return { line, column: before.length - before.lastIndexOf("\n") };
}
