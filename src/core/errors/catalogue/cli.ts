import type { CatalogueEntry } from "../catalogue-entry.ts";

export const cliErrors = {
  "unknown-command": { exit: "usage", hint: "Run `promptops --help` to see the commands." },
  "unknown-flag": { exit: "usage", hint: "Run the command with `--help` to see its flags." },
  "invalid-flag": { exit: "usage", hint: "Run the command with `--help` to see what its flags take." },
  "missing-argument": { exit: "usage", hint: "Run the command with `--help` to see its arguments." },
  "invalid-argument": { exit: "usage", hint: "Run the command with `--help` to see its arguments." },
  "ambiguous-id": { exit: "usage", hint: "Write more of it, until only one is left." },
  "unknown-schema": { exit: "usage", hint: "Run `promptops schema` to see the schemas there are." },
  "no-such-folder": { exit: "usage", hint: "Give `--cwd` a folder that exists." },
  locked: { exit: "environment", hint: "Wait for it to finish, then run this again." },
  "lock-unusable": { exit: "environment", hint: "Make room on the disk, and check that you may write to `.git/promptops`." },
  interrupted: { exit: "interrupted", hint: "Run it again: what was finished is kept." },
} as const satisfies Record<string, CatalogueEntry>;
