/** How much there is of everything. */
export interface Size {
  readonly prompts: number;
  /** Published versions of each prompt. */
  readonly versions: number;
}

/** What happened to each version: published, promoted, rolled back and promoted again, or approved twice. */
export const entriesPerVersion = 5;

export const production = "production";
export const staging = "staging";

/** What a prompt is made of does not change, but for its text: a file of the prompt's own for each edition. */
export const projectFiles = {
  ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  ${staging}: { gate: { mode: smoke } }
  ${production}: { gate: { mode: smoke } }
release: { target: ${production} }
`,
  "rules.yml": 'schema_version: 1\nrules:\n  - answer: "billing: an invoice is missing"\n',
} as const;

export function promptId(at: number): string {
  return `team-${at % 20}/prompt-${at}`;
}

/** Files of one prompt as they are from its first edition on. */
export function lastingFiles(at: number): Record<string, string> {
  return {
    [`prompts/${promptId(at)}/manifest.yml`]: `schema_version: 1
scope: Sorts tickets of one product. It answers nobody.
owners: [team-${at % 20}@example.com]
task_class: classification
`,
    [`prompts/${promptId(at)}/evals/core.yml`]: `schema_version: 1
assertions:
  - { type: contains, value: billing }
cases:
  - { id: one, inputs: { ticket: "Where is my invoice of product ${at}?" } }
  - { id: two, inputs: { ticket: "Product ${at} was billed twice." } }
`,
  };
}

export function editionFile(at: number, edition: number): Record<string, string> {
  return {
    [`prompts/${promptId(at)}/prompt.yml`]: `schema_version: 1
description: Sorts tickets of product ${at}.
variables:
  ticket: { type: string, maxLength: 4000 }
messages:
  - role: system
    content: |
      You sort tickets about product ${at}. Rule ${edition} of the handbook holds.
      Answer with one word and the reason in one sentence.
  - role: user
    content: "{{ ticket }}"
model: { id: demo/small }
`,
  };
}
