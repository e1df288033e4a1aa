import type { ModelRequest, RenderedMessage, RenderedPart } from "../model-call/request.ts";
import { canonicalJson, canonicalObject } from "./canonical-json.ts";
import { digestBytes } from "./digest.ts";

/**
 * A call's identity, whoever answers it: SHA-256 over its canonical JSON with `of: "request/1"`. A cache adds the provider's fingerprint and the epoch.
 *
 * It is written part by part, since it is asked for at every call and most of it is the same objects each time.
 */
export function requestDigest(request: ModelRequest): string {
  const { model, params, messages, output, tools, ...others } = request;
  if (Object.keys(others).length > 0) return digestBytes(canonicalJson({ of: "request/1", ...request }));
  return digestBytes(
    canonicalObject({
      messages: `[${messages.map(messageText).join(",")}]`,
      model: canonicalJson(model),
      of: '"request/1"',
      output: output && known(output),
      params: known(params),
      tools: tools && known(tools),
    }),
  );
}

function messageText(message: RenderedMessage): string {
  const { role, parts, ...others } = message;
  return Object.keys(others).length > 0 ? canonicalJson(message) : `{"parts":[${parts.map(partText).join(",")}],"role":${canonicalJson(role)}}`;
}

function partText(part: RenderedPart): string {
  return part.kind === "text" && Object.keys(part).length === 2 ? `{"kind":"text","text":${canonicalJson(part.text)}}` : canonicalJson(part);
}

const texts = new WeakMap<object, string>();

/** Of an object that is the same for many calls. */
function known(value: object): string {
  const text = texts.get(value) ?? canonicalJson(value);
  texts.set(value, text);
  return text;
}
