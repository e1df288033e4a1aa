import type { Json } from "../model/shape.ts";
import { readJson } from "./read-json.ts";
import { shown } from "./shown.ts";

/** What providers hand on as the text it was, since it is no JSON: `text that is no JSON: "{\"q\": oops"`. Undefined for arguments that are none such. */
export function brokenArguments(given: Json): string | undefined {
  return typeof given === "string" && readJson(given) === undefined ? `text that is no JSON: ${shown(given)}` : undefined;
}
