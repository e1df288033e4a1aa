import type { CatalogueEntry } from "../catalogue-entry.ts";

export const ledgerErrors = {
  "ledger-lost": {
    exit: "environment",
    hint: "Nothing is run without it. Whoever has its newest copy pushes it back: `git push <remote> promptops/ledger`.",
  },
  "ledger-rewritten": {
    exit: "environment",
    hint: "Nothing is run on it. Ask who forced a push to `promptops/ledger`; `promptops ledger status` shows both sides.",
  },
  "ledger-damaged": { exit: "environment", hint: "Run `promptops ledger verify`: it names every record that is not as it was written." },
  "no-retention": {
    exit: "usage",
    hint: "Say in `.promptops.yml` under `ledger.retention` how many days runs, previews, deliveries or feedback are kept, and commit it.",
  },
  "record-pruned": {
    exit: "no",
    hint: "What was proved is still there: `promptops deliveries show` and `promptops runs show` tell digests, times and receipts.",
  },
  "journal-unwritable": { exit: "environment", hint: "Nothing is run without it: make room on the disk, or make `.git/promptops` writable." },
  "unknown-destination": { exit: "usage", hint: "Destinations are named under `destinations` in `.promptops.yml`." },
  "input-failed": { exit: "environment", hint: "Correct the job's `inputs_from`, or what it asks; the run's record says what came." },
  "unknown-job": { exit: "usage", hint: "Run `promptops jobs list` to see the jobs of the commit that is run; a new schedule counts once it is committed." },
  "paused-in-file": { exit: "no", hint: "Take `paused` out of its file and commit it: what a file says is not overruled from outside." },
  "blocked-evaluation": { exit: "no", hint: "Evaluate less (`--sample`, `--case`), raise the budget in `.promptops.yml`, or wait until its period is over." },
  "blocked-run": { exit: "no", hint: "`promptops live` shows what is live where; a job's schedule says which version it runs." },
  "time-ahead": { exit: "usage", hint: "With `--dry-run` nothing is run: it says what would be due then." },
  "unknown-run": { exit: "usage", hint: "Run `promptops runs list` to see the runs there are." },
  "invalid-time": { exit: "usage", hint: "Write a day or a time: `2026-11-20`, `2026-11-20T09:00Z` (UTC)." },
  "no-such-slot": { exit: "usage", hint: "Run `promptops jobs next <job>` to see when it is due." },
  "slot-taken": { exit: "no", hint: "A slot is run once; `promptops runs rerun` runs it again under a name of its own." },
  "invalid-destination": { exit: "usage", hint: "Correct the destination in `.promptops.yml`, or the environment variable it names." },
  "unknown-experiment": { exit: "usage", hint: "Run `promptops experiment status --all` to see them; each is called PROMPT@ENVIRONMENT~NUMBER." },
  "experiment-running": { exit: "no", hint: "Run `promptops experiment status` to see it, and stop it first." },
  "experiment-over": { exit: "no", hint: "Outcomes count while it runs; `promptops experiment start` begins another." },
  "nothing-to-compare": { exit: "no", hint: "Publish another version first." },
  "invalid-outcomes": {
    exit: "usage",
    hint: "Each line has a `unit` and numbers from 0 to 1 (`value`, guards by their names); mend what is named, and record the file again.",
  },
} as const satisfies Record<string, CatalogueEntry>;
