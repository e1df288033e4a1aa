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

/** Why a parameter that the prompt's own content fills is none of the prompt's; undefined for all others. */
export function saidByPrompt(filled: readonly string[], param: string): string | undefined {
  return filled.includes(param) ? `The parameter \`${param}\` cannot be set: the prompt itself says what it would.` : undefined;
}
