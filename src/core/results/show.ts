import { Manifest } from "../model/manifest.ts";
import { Message, Model, Output, Tool } from "../model/prompt.ts";
import { JsonObject, strict, Type, type Static } from "../model/shape.ts";

export const ShownVariable = strict({
  name: Type.String(),
  required: Type.Boolean(),
  sensitive: Type.Boolean(),
  untrusted: Type.Optional(Type.Boolean()),
  description: Type.Optional(Type.String()),
  schema: JsonObject,
});
export type ShownVariable = Static<typeof ShownVariable>;

export const ShowResult = strict({
  id: Type.String(),
  version: Type.Optional(Type.String({ description: "Absent when the work tree is shown." })),
  digest: Type.String(),
  description: Type.Optional(Type.String()),
  engine: Type.String(),
  model: Model,
  messages: Type.Array(Message),
  variables: Type.Array(ShownVariable),
  partials: Type.Array(Type.String()),
  output: Type.Optional(Output),
  tools: Type.Optional(Type.Array(Tool)),
  suites: Type.Array(Type.String()),
  manifest: Type.Optional(Manifest),
});
export type ShowResult = Static<typeof ShowResult>;
