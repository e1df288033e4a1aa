import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** How a model is asked: kinds of providers and, where a kind has several, its APIs. */
export type Way = "openai chat" | "openai responses" | "http";

const promptYaml = (model: string) => `schema_version: 1
variables:
  ticket: { type: string, maxLength: 4000 }
messages:
  - role: system
    content: |
      You sort tickets of customers. Answer with JSON: {"label": "billing" | "shipping" | "other", "reason": "one sentence"}.
  - role: user
    content: "{{ ticket }}"
model: { id: ${model} }
`;

const suiteYaml = `schema_version: 1
assertions:
  - { type: contains, value: billing }
  - { type: is-json }
datasets:
  - path: tickets.jsonl
`;

const providerYaml: Readonly<Record<Way, (url: string, concurrency: number) => string>> = {
  "openai chat": (url, concurrency) => `{ kind: openai, api: chat, base_url: "${url}/v1", concurrency: ${concurrency} }`,
  "openai responses": (url, concurrency) => `{ kind: openai, api: responses, base_url: "${url}/v1", concurrency: ${concurrency} }`,
  http: (url, concurrency) => `
    kind: http
    url: "${url}/v1/chat/completions"
    concurrency: ${concurrency}
    request: { model: "{{ model }}", messages: "{{ messages }}" }
    response: { text: "$.choices[0].message.content", input_tokens: $.usage.prompt_tokens, output_tokens: $.usage.completion_tokens, model: $.model }`,
};

/** A repository with one prompt whose suite has so many cases. */
export function evalProject(folder: string, { way, url, cases, concurrency }: { way: Way; url: string; cases: number; concurrency: number }): void {
  writeProject(folder, {
    ".promptops.yml": `schema_version: 1\nevaluation: { concurrency: ${concurrency} }\nproviders:\n  bench: ${providerYaml[way](url, concurrency)}\nprices:\n  bench/one: { input: 1, output: 2 }\n`,
    "prompts/sort/prompt.yml": promptYaml("bench/one"),
    "prompts/sort/evals/main.yml": suiteYaml,
    "prompts/sort/evals/tickets.jsonl": tickets(cases),
  });
}

/** Each another text. */
export function ticketTexts(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `Ticket ${at}: my invoice number ${at * 7919} shows a fee that I did not expect.`);
}

/** One ticket per line. */
function tickets(count: number): string {
  return ticketTexts(count)
    .map((ticket, at) => `${JSON.stringify({ id: `ticket-${at}`, ticket })}\n`)
    .join("");
}

/** A repository with so many prompts, each with a manifest and a suite, as people write them. */
export function manyPrompts(folder: string, count: number): void {
  const files: Record<string, string> = {
    ".promptops.yml": scriptedYaml,
    "rules.yml": rulesYaml,
    "partials/tone.liquid": "Be short and kind to {{ name }}.\n",
  };
  for (let at = 0; at < count; at += 1) {
    const base = `prompts/team-${at % 20}/prompt-${at}`;
    files[`${base}/prompt.yml`] = writtenPrompt(at);
    files[`${base}/manifest.yml`] = writtenManifest(at);
    files[`${base}/evals/main.yml`] = writtenSuite(at);
  }
  writeProject(folder, files);
}

const scriptedYaml = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  production: { gate: { mode: no-regress } }
`;

const rulesYaml = `schema_version: 1
rules:
  - json: { label: billing }
`;

const writtenPrompt = (at: number) => `# yaml-language-server: $schema=../../../.promptops/schemas/prompt.json
schema_version: 1
description: Sorts tickets of product ${at}.
variables:
  name: { type: string, maxLength: 80 }
  ticket:
    type: string
    description: What the customer wrote.
    maxLength: 4000
  language: { type: string, enum: [en, de, fr], default: en }
messages:
  - role: system
    content: |
      You sort tickets about product ${at}.
      {% render "tone", name: name %}
      {% if language != "en" %}Answer in {{ language }}.{% endif %}
      Answer with JSON: {"label": "billing", "reason": "one sentence"}.
  - role: user
    content: "{{ ticket }}"
model:
  id: demo/one
  params: { temperature: 0 }
output:
  format: json
  schema:
    type: object
    required: [label]
    properties:
      label: { type: string, enum: [billing, shipping, product-${at}] }
      reason: { type: string }
`;

const writtenManifest = (at: number) => `schema_version: 1
scope: Sorts tickets of one product. It answers nobody.
owners: [team-${at % 20}@example.com]
task_class: classification
`;

const writtenSuite = (at: number) => `schema_version: 1
assertions:
  - type: is-json
cases:
${[0, 1, 2, 3, 4].map((row) => `  - id: case-${row}\n    inputs: { name: Ada, ticket: "Ticket ${row} of product ${at}: the invoice is wrong." }\n    expected: billing\n    assertions: [{ type: contains }]\n`).join("")}`;

function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
}
