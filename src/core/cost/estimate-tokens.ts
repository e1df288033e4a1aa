import { estimateTokenCount } from "tokenx";
import type { ModelRequest, RenderedPart } from "../model-call/request.ts";

/** What chat formats add around each message. */
const perMessage = 4;
/** The most that current models count for one image in full detail, and for a small one. */
const perImage = { full: 2_500, low: 100 };
/** A run of this many characters without a space is no prose: base64, digits, a hash. */
const opaque = /[A-Za-z0-9+/=_-]{64,}/g;

/** About how many tokens a text is: within a tenth for prose and code; half the characters for base64 and long digits. */
export function estimateTokens(text: string): number {
  let opaqueCharacters = 0;
  const prose = text.replace(opaque, (run) => {
    opaqueCharacters += run.length;
    return " ";
  });
  return estimateTokenCount(prose) + Math.ceil(opaqueCharacters / 2);
}

/** About how many input tokens a call has, tools and output schema included; undefined when it carries a file whose size is not known. */
export function estimateRequestTokens({ messages, tools, output }: ModelRequest): number | undefined {
  const extras = [tools, output?.schema].flatMap((value) => (value === undefined ? [] : [JSON.stringify(value)]));
  let tokens = messages.length * perMessage + extras.reduce((sum, text) => sum + estimateTokens(text), 0);
  for (const part of messages.flatMap(({ parts }) => parts)) {
    const counted = partTokens(part);
    if (counted === undefined) return undefined;
    tokens += counted;
  }
  return tokens;
}

function partTokens(part: RenderedPart): number | undefined {
  if (part.kind === "text") return estimateTokens(part.text);
  if (part.kind === "image") return part.detail === "low" ? perImage.low : perImage.full;
  return part.url.startsWith("data:") ? Math.ceil(part.url.length / 2) : undefined;
}
