import type { CatalogueEntry } from "../catalogue-entry.ts";

export const gitErrors = {
  "git-missing": { exit: "environment", hint: "Install git 2.36 or newer: https://git-scm.com/downloads." },
  "git-too-old": { exit: "environment", hint: "Install git 2.36 or newer: https://git-scm.com/downloads." },
  "not-a-repository": { exit: "environment", hint: "Run `promptops init` to make one, or start from a folder inside one." },
  "unsafe-repository": { exit: "environment", hint: "Another user owns it. If you trust it: `git config --global --add safe.directory <folder>`." },
  "git-failed": { exit: "environment", hint: "These are git's own words; `git fsck` and `promptops doctor` say more about the repository." },
  "unknown-identity": { exit: "environment", hint: 'Tell git who you are: `git config user.name "Your Name"` and `git config user.email you@example.com`.' },
  "unknown-revision": { exit: "usage", hint: "Run `git log --oneline` to see the commits of this repository." },
  "no-commit": { exit: "usage", hint: "Commit the prompt first: `git add prompts && git commit`." },
  "ref-moved": { exit: "environment", hint: "Somebody else wrote at the same moment: run this again." },
  "ref-locked": { exit: "environment", hint: "Another git process is writing it: wait for it to finish, then run this again." },
  "tag-exists": { exit: "no", hint: "A version is written once: choose another number with `--version`." },
  "commit-not-signed": {
    exit: "environment",
    hint: "Your git is set to sign commits (`commit.gpgSign`): mend the key that `user.signingKey` names, or turn that off.",
  },
  "tag-not-signed": { exit: "environment", hint: "Your git signs tags (`tag.gpgSign`): check `git config user.signingKey`, and that the key's agent runs." },
  "unknown-remote": { exit: "usage", hint: "Run `git remote -v` to see the remotes, or set `release.remote` in `.promptops.yml`." },
  "remote-unreachable": { exit: "environment", hint: "Check the network and `git remote -v`, then run this again: nothing was left half-done." },
  "remote-authentication": { exit: "authentication", hint: "Check your key or token with `git ls-remote`, then run this again: nothing was left half-done." },
  "remote-refused": {
    exit: "environment",
    hint: "These are the remote's words: it may protect `promptops/releases`, `promptops/ledger` or the tags from you. Nothing was left half-done.",
  },
} as const satisfies Record<string, CatalogueEntry>;
