import { injectionPatterns } from "./injection-patterns.ts";
import { readableText } from "./readable-text.ts";

/** A place in a text that reads like an instruction to a model. */
export interface Suspicion {
  /** Name of the pattern. */
  readonly pattern: string;
  /** What was found, in one line. */
  readonly excerpt: string;
  /** The place with what follows it, where an instruction says what it wants. */
  readonly passage: string;
  /** The tool it wants called. */
  readonly tool?: string;
}

/** Characters. */
const longestExcerpt = 80;
const passageLength = 500;

/** Letters of Unicode's tag block (a flag has six of them), runs of what shows nothing, texts that run backwards. */
const hidden = /[\u{e0020}-\u{e007e}]{8,}|[\u200b-\u200d\u2060\ufeff]{4,}|[\u202d\u202e]/u;

/** What in an untrusted text reads like instructions: each pattern once. @param tools Names of the functions that the prompt offers. */
export function suspectedInstructions(text: string, tools: readonly string[] = []): Suspicion[] {
  const readable = readableText(text);
  const found: Suspicion[] = [];
  for (const [pattern, form] of Object.entries(injectionPatterns)) {
    const match = form.exec(readable);
    if (match !== null) found.push(suspicion(pattern, readable, match));
  }
  for (const tool of tools) {
    const match = callOf(tool).exec(readable);
    if (match !== null) found.push({ ...suspicion("tool", readable, match), tool });
  }
  if (hidden.test(text)) found.push({ pattern: "hidden", excerpt: "characters that nobody sees", passage: readable.slice(0, passageLength) });
  return found;
}

function suspicion(pattern: string, text: string, { index, 0: found }: RegExpExecArray): Suspicion {
  const line = found.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  const excerpt = line.length <= longestExcerpt ? line : `${line.slice(0, longestExcerpt - 1)}…`;
  return { pattern, excerpt, passage: text.slice(index, index + passageLength) };
}

/** `call the refund function`, `use "refund"`: a name alone is no order. */
function callOf(tool: string): RegExp {
  const name = tool.replaceAll(/[^\w]/g, "\\$&");
  return new RegExp(
    `\\b(?:call|invoke|use|run|execute|trigger) (?:the |your )?(?:(?:tool|function) )?["'\`]?${name}["'\`]?(?: (?:tool|function)\\b|["'\`(])`,
    "iu",
  );
}
