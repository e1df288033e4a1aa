import { manifestFile, promptFile, suiteFile } from "../model/document-paths.ts";
import type { Manifest } from "../model/manifest.ts";
import { schemaLine } from "./schema-files.ts";
import { yamlOf } from "./yaml-of.ts";

export interface NewPrompt {
  readonly id: string;
  /** `provider/name` */
  readonly model: string;
  readonly scope: string;
  readonly taskClass: Manifest["task_class"];
  readonly owner: string;
}

/** A prompt's first files: a document that works, its manifest, and a suite with one case. Path → text. */
export function promptScaffold(prompt: NewPrompt): Record<string, string> {
  const [document, manifest, suite] = [promptFile(prompt.id), manifestFile(prompt.id), suiteFile(prompt.id, "core")];
  return {
    [document]: schemaLine("prompt", document) + documentText(prompt),
    [manifest]: schemaLine("manifest", manifest) + manifestText(prompt),
    [suite]: schemaLine("suite", suite) + suiteText,
  };
}

const documentText = ({ model, scope }: NewPrompt): string => `schema_version: 1
${yamlOf({ description: scope })}
variables:
  text:
    type: string
    description: What the answer is made from.
    minLength: 1
    examples:
      - A first text to try it with.

messages:
  - role: system
    content: |
      Say what is wanted, for whom, and what to leave out.
  - role: user
    content: "{{ text }}"

${yamlOf({ model: { id: model } })}
output:
  format: text
`;

const manifestText = ({ scope, taskClass, owner }: NewPrompt): string => `schema_version: 1
${yamlOf({ scope, task_class: taskClass, owners: [owner] })}
constraints:
  required_variables: [text]
`;

const suiteText = `schema_version: 1
description: What every answer must get right.

assertions:
  # Not empty. Add what you expect: \`promptops schema suite\` has every kind of assertion.
  - type: regex
    value: '\\S'

cases:
  - id: first
    inputs:
      text: A first text to try it with.
`;
