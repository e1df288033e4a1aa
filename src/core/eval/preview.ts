import type { Json } from "../model/shape.ts";

/** Characters of a value that results keep: enough to recognise a case, little enough for 100,000 of them. */
const longest = 240;

/** A value as a short text for people. */
export function preview(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, text.isWellFormed() ? cutBefore(text, longest) : longest)}…`;
}

/** A place to cut that leaves surrogate pairs whole. */
function cutBefore(text: string, length: number): number {
  const code = text.charCodeAt(length - 1);
  return code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
}
