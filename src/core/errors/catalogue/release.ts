import type { CatalogueEntry } from "../catalogue-entry.ts";

export const releaseErrors = {
  "invalid-version-name": { exit: "usage", hint: "A version is a prompt's id, `@` and its number: `billing/summarize@1.2.0`." },
  "unknown-version": { exit: "usage", hint: "Run `promptops history` to see what was published." },
  "unknown-environment": { exit: "usage", hint: "Environments are declared under `environments` in `.promptops.yml`; commit it when it is new." },
  "missing-target": { exit: "usage", hint: "Say which environment it will be compared with: `--target production`, or `release.target` in `.promptops.yml`." },
  "nothing-live": { exit: "no", hint: "Run `promptops live` to see what is live where." },
  "nothing-earlier": { exit: "no", hint: "Run `promptops live` to see what is live where; a rollback goes to nothing else." },
  "never-live-there": { exit: "no", hint: "A rollback goes only to a version that was live there; `promptops promote` takes any other through the gate." },
  "own-version": { exit: "no", hint: "Ask somebody who had no part in it to look at it: `promptops approve` is their word, not yours." },
  "no-approvals-wanted": { exit: "no", hint: "Nobody has to approve there: `promptops promote` asks for what is asked for." },
  "not-an-approver": { exit: "no", hint: "Ask one of the environment's approvers." },
  "approval-not-signed": { exit: "no", hint: "Let git sign commits with your key (`git config commit.gpgSign true`), and approve again." },
  "uncommitted-changes": { exit: "usage", hint: "Commit them first: a version is made of a commit, not of files in progress." },
  "below-semver-floor": { exit: "no", hint: "Give the number the change needs, or leave `--version` and `--bump` out." },
  "version-not-newer": { exit: "usage", hint: "Leave `--version` out to get the next number." },
  "missing-reason": { exit: "usage", hint: 'Say why, for those who read the log later: `--reason "answers came back empty"`.' },
  "unknown-snapshot": { exit: "usage", hint: "A snapshot is an entry's number or a time in the release log: `promptops history` shows both." },
  "release-log-damaged": {
    exit: "environment",
    hint: "`promptops verify` says what is damaged and which command mends it: see `A damaged release log` in docs/runbook.md.",
  },
  "release-log-forged": {
    exit: "environment",
    hint: "`promptops verify` tells which entry does not add up. Who may push takes it out: see `A forged entry` in docs/runbook.md.",
  },
  "release-log-lost": { exit: "environment", hint: "Whoever has its newest copy pushes that back: see `The remote's release log is gone` in docs/runbook.md." },
  "tag-conflict": { exit: "environment", hint: "Somebody made or moved this tag by hand. `promptops verify` shows which one the release log names." },
  "newer-release-log": { exit: "environment", hint: "Somebody uses a newer promptops: update yours." },
  "history-missing": { exit: "environment", hint: "Fetch the rest: `git fetch --unshallow`." },
  "bundle-unreadable": { exit: "environment", hint: "Get the file again: it must arrive byte for byte as `promptops release bundle` wrote it." },
  "too-many-races": { exit: "environment", hint: "Others kept releasing at the same moment: run this again." },
} as const satisfies Record<string, CatalogueEntry>;
