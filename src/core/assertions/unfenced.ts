import { Type } from "../model/shape.ts";

/** The parameter of kinds that read the whole answer as something. */
export const Fenced = Type.Optional(Type.Boolean({ default: false, description: "The answer may be one fenced block of Markdown; its inside counts then." }));

/** The inside of the one fenced block that a text is; the text itself when it is none, or more. */
export function unfenced(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  const fence = /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(lines[0] ?? "")?.[0];
  if (fence === undefined || lines.length < 2) return text;
  const closing = lines.findIndex((line, at) => at > 0 && line.trimEnd() === fence);
  return closing === lines.length - 1 ? lines.slice(1, -1).join("\n") : text;
}
