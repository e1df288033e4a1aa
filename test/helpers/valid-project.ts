/** A small repository in which everything is right; tests change one thing of it. */
export const validProject: Readonly<Record<string, string>> = {
  ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: scripted/demo.yml }
environments:
  staging: {}
  production: { promotes_from: staging }
destinations:
  hook: { kind: webhook, url_env: HOOK_URL }
`,
  "scripted/demo.yml": `schema_version: 1
rules:
  - answer: ok
`,
  "partials/house/style.liquid": "Write plainly for {{ audience }}.\n",
  "prompts/billing/summarize/prompt.yml": `schema_version: 1
variables:
  text: { type: string, maxLength: 2000 }
  tone: { type: string, enum: [formal, friendly], default: formal }
messages:
  - role: system
    content: |
      {% render "house/style", audience: tone %}
  - role: user
    content: "Summarize: {{ text }}"
model: { id: demo/small }
`,
  "prompts/billing/summarize/manifest.yml": `schema_version: 1
scope: Summaries of tickets.
task_class: summarization
owners: [team-billing]
gates:
  production: { suites: [smoke] }
`,
  "prompts/billing/summarize/evals/smoke.yml": `schema_version: 1
assertions:
  - type: contains
cases:
  - id: short
    inputs: { text: hello }
    expected: hel
`,
  "schedules/daily.yml": `schema_version: 1
prompt: billing/summarize
environment: production
cron: "0 9 * * 1-5"
timezone: Europe/Berlin
destinations: [hook]
inputs: { text: hello }
`,
};

/** The same repository with some files replaced, added, or (undefined) taken away. */
export function projectWith(changes: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const merged = { ...validProject, ...changes };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
