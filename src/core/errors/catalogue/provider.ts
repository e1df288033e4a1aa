import type { CatalogueEntry } from "../catalogue-entry.ts";

export const providerErrors = {
  "unknown-provider": { exit: "usage", hint: "Name the provider under `providers` in `.promptops.yml`, or ask for one that is there." },
  "missing-key": {
    exit: "authentication",
    hint: "Put the key, token or address into that environment variable; `promptops doctor` says which variables are set.",
  },
  "unusable-key": {
    exit: "authentication",
    hint: "Put the key alone into that variable: one line, as the provider gave it.",
  },
  "invalid-base-url": { exit: "usage", hint: "Give it like `https://api.example.com/v1`; a key belongs into the variable that `api_key_env` names." },
  "cache-unusable": { exit: "environment", hint: "See that the folder can be written and the disk has room." },
} as const satisfies Record<string, CatalogueEntry>;
