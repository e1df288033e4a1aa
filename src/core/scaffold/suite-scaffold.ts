import { suiteFile } from "../model/document-paths.ts";
import type { Json } from "../model/shape.ts";
import { schemaLine } from "./schema-files.ts";
import { yamlOf } from "./yaml-of.ts";

export interface NewSuite {
  readonly prompt: string;
  readonly name: string;
  /** Of its first case. */
  readonly inputs: Readonly<Record<string, Json>>;
}

/** A suite with one case that the prompt can be asked. Path → text. */
export function suiteScaffold({ prompt, name, inputs }: NewSuite): Record<string, string> {
  const file = suiteFile(prompt, name);
  return { [file]: schemaLine("suite", file) + suiteText(inputs) };
}

const suiteText = (inputs: NewSuite["inputs"]): string => `schema_version: 1

assertions:
  # Not empty. Add what you expect: \`promptops schema suite\` has every kind of assertion.
  - type: regex
    value: '\\S'

${yamlOf({ cases: [{ id: "first", ...(Object.keys(inputs).length > 0 && { inputs }) }] })}`;
