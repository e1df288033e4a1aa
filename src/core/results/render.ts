import type { ModelRequest } from "../model-call/request.ts";
import { Output, Role, Tool } from "../model/prompt.ts";
import { JsonObject, strict, tagged, Type, word, type Static } from "../model/shape.ts";

const TextPart = strict({ kind: Type.Literal("text"), text: Type.String() });
const ImagePart = strict({
  kind: Type.Literal("image"),
  url: Type.String({ description: "https: or data:" }),
  detail: Type.Optional(word(["auto", "low", "high"])),
});
const FilePart = strict({ kind: Type.Literal("file"), url: Type.String({ description: "https: or data:" }), name: Type.Optional(Type.String()) });

const Request = strict({
  model: Type.String({ description: "The model's name at its provider." }),
  params: JsonObject,
  messages: Type.Array(strict({ role: Role, parts: Type.Array(tagged("kind", [TextPart, ImagePart, FilePart])) })),
  output: Type.Optional(Output),
  tools: Type.Optional(Type.Array(Tool)),
});

/** What would be sent to the model. */
export const RenderResult = strict({
  prompt: Type.String(),
  version: Type.Optional(Type.String({ description: "Absent for the work tree's state." })),
  source: Type.String({ description: "Where the prompt was read." }),
  prompt_digest: Type.String(),
  request_digest: Type.String({ description: "Of the real request, also where the one shown is masked." }),
  model: Type.String({ description: "`provider/name`" }),
  masked: Type.Boolean({ description: "Sensitive values are masked in the request shown." }),
  input_tokens: Type.Optional(Type.Integer({ description: "Estimated; absent when the request carries a file of unknown size." })),
  max_cost_nano_usd: Type.Optional(Type.Integer({ description: "The most the call may cost; absent when the price is not known." })),
  request: Type.Unsafe<ModelRequest>(Request),
});
export type RenderResult = Static<typeof RenderResult>;
