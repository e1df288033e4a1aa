import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  production: {}
release: { target: production }
`;

const prompt = `schema_version: 1
variables:
  ticket: { type: string, maxLength: 4000 }
messages:
  - role: user
    content: "Sort this ticket: {{ ticket }}"
model: { id: demo/small }
`;

const suite = `schema_version: 1
cases:
  - { id: one, inputs: { ticket: "Where is my invoice?" }, assertions: [{ type: contains, value: billing }] }
`;

export interface Jobs {
  /** How many are due at the first minute of each hour. */
  readonly hourly: number;
  /** How many are never due while this is measured. */
  readonly never: number;
}

/** A repository with one prompt, not yet published, and so many jobs of it. */
export function jobsProject(folder: string, { hourly, never }: Jobs): void {
  const files: Record<string, string> = {
    ".promptops.yml": config,
    "rules.yml": 'schema_version: 1\nrules:\n  - answer: "billing: an invoice is missing"\n',
    "prompts/support/sort/prompt.yml": prompt,
    "prompts/support/sort/evals/core.yml": suite,
  };
  const job = (cron: string) =>
    `schema_version: 1\nprompt: support/sort\nenvironment: production\ninputs: { ticket: "Where is my invoice?" }\ncron: "${cron}"\ncatch_up: { policy: latest, window: 30m }\n`;
  for (let at = 0; at < hourly; at += 1) files[`schedules/hourly-${at}.yml`] = job("0 * * * *");
  for (let at = 0; at < never; at += 1) files[`schedules/never-${at}.yml`] = job(`${at % 60} ${at % 24} 29 2 *`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const args of [
    ["init", "--quiet", "--initial-branch=main"],
    ["config", "user.name", "Bench"],
    ["config", "user.email", "bench@example.com"],
    ["config", "gc.auto", "0"],
    ["config", "maintenance.auto", "false"],
    ["add", "--all"],
    ["commit", "--quiet", "--message", "start"],
  ])
    execFileSync("git", args, { cwd: folder });
}
