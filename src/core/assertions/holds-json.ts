import type { Json } from "../model/shape.ts";
import { isList } from "./same-json.ts";

/** Does a value hold at least what `part` has? Objects may have more keys, at every depth; lists are as long, and hold each what stands there. */
export function holdsJson(value: Json, part: Json): boolean {
  if (value === part) return true;
  if (typeof value !== "object" || typeof part !== "object" || value === null || part === null) return false;
  if (isList(value) || isList(part))
    return isList(value) && isList(part) && value.length === part.length && part.every((each, at) => holdsJson(value[at] ?? null, each));
  return Object.keys(part).every((key) => Object.hasOwn(value, key) && holdsJson(value[key] ?? null, part[key] ?? null));
}
