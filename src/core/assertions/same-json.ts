import type { Json } from "../model/shape.ts";

/** Are these the same JSON? The order of keys does not matter, and −0 is 0. Recurses no deeper than the shallower of both. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isList(a) || isList(b)) return isList(a) && isList(b) && a.length === b.length && a.every((each, at) => sameJson(each, b[at] ?? null));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key] ?? null, b[key] ?? null));
}

/** `Array.isArray`, which takes a read-only list for none. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
