import { estimateTokenCount } from "tokenx";
import type { ImagePart, ModelRequest, RenderedPart } from "../model-call/request.ts";
import type { ImageTokens } from "../providers/kind.ts";
import { imageSize } from "./image-size.ts";

/** What chat formats add around each message. */
const perMessage = 4;
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

/** What most current models count for one image in full detail, and for a small one: for places that have no formula of their own. */
const anyImage: ImageTokens = (_model, detail) => (detail === "low" ? 100 : 2_500);

/** How many input tokens a call has, tools and output schema included. */
export interface RequestTokens {
  /** About so many of text. */
  readonly text: number;
  /** At most so many of images. */
  readonly images: number;
  readonly total: number;
}

/** About how many input tokens a call has; undefined when it carries a file whose size is not known. @param imageTokens How its provider counts pictures. */
export function estimateRequestTokens({ model, messages, tools, output }: ModelRequest, imageTokens: ImageTokens = anyImage): RequestTokens | undefined {
  const parts = messages.flatMap((message) => message.parts);
  const extras = [tools, output?.schema].flatMap((value) => (value === undefined ? [] : [JSON.stringify(value)]));
  let text = messages.length * perMessage + extras.reduce((sum, extra) => sum + estimateTokens(extra), 0);
  for (const part of parts) {
    const counted = part.kind === "image" ? 0 : textTokens(part);
    if (counted === undefined) return undefined;
    text += counted;
  }
  const pictures = parts.filter((part): part is ImagePart => part.kind === "image");
  const images = pictures.reduce((sum, { url, detail }) => sum + imageTokens(model, detail, imageSize(url)), 0);
  return { text, images, total: text + images };
}

function textTokens(part: Exclude<RenderedPart, ImagePart>): number | undefined {
  if (part.kind === "text") return estimateTokens(part.text);
  return part.url.startsWith("data:") ? Math.ceil(part.url.length / 2) : undefined;
}
