import { allowsStrict } from "../../../core/model-call/strict-schema.ts";
import type { FilePart } from "../../../core/model-call/request.ts";
import type { Output } from "../../../core/model/prompt.ts";
import type { Fields } from "../over-http/fields.ts";

/**
 * The structured output an output contract asks for: its schema, held to token by token where the schema allows that; any JSON object when it
 * has none. Undefined for texts, and for answers that are no objects, which these APIs cannot be held to: the contract still judges them.
 */
export function jsonFormat(
  output: Output | undefined,
): { type: "json_object" } | { type: "json_schema"; name: string; schema: Fields; strict: boolean } | undefined {
  if (output?.format !== "json") return undefined;
  if (output.schema === undefined) return { type: "json_object" };
  if (output.schema["type"] !== "object") return undefined;
  return { type: "json_schema", name: "answer", schema: output.schema, strict: allowsStrict(output.schema) };
}

/** Both APIs want a name with a file's bytes; its ending tells what they are. */
export function fileName({ name, url }: FilePart): string {
  return name ?? `file.${/^data:[a-z]+\/([a-z0-9]+)[;,]/.exec(url)?.[1] ?? "bin"}`;
}
