import type { Json } from "../model/shape.ts";

/** Characters of a value that a reason quotes. */
const longest = 120;

/** A value as a reason quotes it: JSON, cut when long. */
export function shown(value: Json): string {
  const json = JSON.stringify(typeof value === "string" ? value.slice(0, longest + 1) : value);
  return json.length <= longest ? json : `${json.slice(0, longest).toWellFormed()}…`;
}
