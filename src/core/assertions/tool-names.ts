import { Type } from "../model/shape.ts";

export const toolName = "^[A-Za-z_][A-Za-z0-9_-]{0,63}$";

/** One name of a tool, or several. */
export const ToolNames = Type.Unsafe<string | readonly string[]>({
  type: ["string", "array"],
  pattern: toolName,
  items: { type: "string", pattern: toolName },
  minItems: 1,
  maxItems: 20,
  uniqueItems: true,
  description: "A name, or several.",
});
