import { Type } from "../model/shape.ts";

/** Settings that several kinds share. */
export const BaseUrl = Type.String({ pattern: "^https?://\\S+$" });
export const Headers = Type.Record(Type.String({ pattern: "^[A-Za-z0-9-]+$" }), Type.String(), {
  additionalProperties: false,
  description: "Sent with every call; not for secrets.",
});
export const Stream = Type.Boolean({
  default: false,
  description: "Answers come in pieces, and the time to the first one is recorded. The answer is the same.",
});
