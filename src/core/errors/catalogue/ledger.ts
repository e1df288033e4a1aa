import type { CatalogueEntry } from "../catalogue-entry.ts";

export const ledgerErrors = {
  "ledger-rewritten": {
    exit: "environment",
    hint: "Nothing is run on it. Ask who forced a push to `promptops/ledger`; `promptops ledger status` shows both sides.",
  },
  "ledger-damaged": { exit: "environment", hint: "Run `promptops ledger verify`: it names every record that is not as it was written." },
  "journal-unwritable": { exit: "environment", hint: "Nothing is run without it: make room on the disk, or make `.git/promptops` writable." },
  "unknown-destination": { exit: "usage", hint: "Destinations are named under `destinations` in `.promptops.yml`." },
  "invalid-destination": { exit: "usage", hint: "Correct the destination in `.promptops.yml`, or the environment variable it names." },
} as const satisfies Record<string, CatalogueEntry>;
