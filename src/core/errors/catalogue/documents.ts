import type { CatalogueEntry } from "../catalogue-entry.ts";

export const documentErrors = {
  "not-a-project": {
    exit: "usage",
    hint: "A project is a whole repository, and `.promptops.yml` lies at its top: one in a folder below is not read. `promptops init` makes one.",
  },
  "invalid-documents": { exit: "usage", hint: "Mend the places listed, then run `promptops validate`." },
  "unknown-prompt": { exit: "usage", hint: "Run `promptops list` to see the prompts of this repository." },
  "unknown-suite": { exit: "usage", hint: "Run `promptops list` to see every prompt's suites." },
  "invalid-id": { exit: "usage", hint: "Ids are lower-case letters, digits and hyphens, with `/` between segments: `billing/summarize`." },
  "already-exists": { exit: "usage", hint: "Choose another name, or edit the file that is there." },
  "outside-repository": { exit: "usage", hint: "Give a path below the repository's top, without `..` and not through a symbolic link." },
  "nothing-to-validate": { exit: "usage", hint: "Give paths of this repository; without any, everything is checked." },
  "unknown-starter": { exit: "usage", hint: "Run `promptops init --help` to see the starters." },
  "missing-example": { exit: "usage", hint: "Give the variable a value under `examples`, then run this again." },
  "missing-answer": { exit: "usage", hint: "There is no terminal to ask on: give the value on the command line." },
} as const satisfies Record<string, CatalogueEntry>;
