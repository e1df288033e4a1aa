import type { CatalogueEntry } from "../catalogue-entry.ts";

export const evaluationErrors = {
  "no-suites": { exit: "usage", hint: "Run `promptops new suite` to write the first one." },
  "nothing-matches": { exit: "usage", hint: "Look into the prompt's suites below its `evals/`, or leave the filter out." },
  "unknown-model": { exit: "usage", hint: "A model is `provider/name`, with a provider that `.promptops.yml` names." },
  "unknown-price": { exit: "usage", hint: "Give the model's price under `prices` in `.promptops.yml`, or leave the cap out." },
  "code-refused": { exit: "usage", hint: "Leave `--no-code` out if you trust this repository's scorers." },
  "scorer-failed": {
    exit: "environment",
    hint: "A scorer's default export takes `(input, config)` and returns a boolean, a number from 0 to 1, or `{ score, pass, reason }`.",
  },
  "invalid-assertion": { exit: "usage", hint: "Mend the assertion in the suite; `promptops schema suite` shows what each kind takes." },
  "beyond-limits": {
    exit: "environment",
    hint: "Cap the answer's length in the prompt's parameters or output rules, or check it with another kind of assertion.",
  },
  "unknown-usage": { exit: "environment", hint: "Use a provider that tells its usage, or leave the `tokens` assertion out." },
  "malformed-judgement": { exit: "environment", hint: "Use a judge model that keeps to a JSON Schema, or make the rubric's choices plainer." },
  "unknown-evaluation": { exit: "usage", hint: "Run `promptops eval --resume` to go on with the newest that is unfinished or has errors." },
  "nothing-to-resume": { exit: "usage", hint: "Run `promptops eval` to start a new evaluation." },
  "plan-changed": { exit: "usage", hint: "Run `promptops eval` without `--resume` to start anew, or put back what changed." },
  "cases-changed": { exit: "usage", hint: "Run `promptops eval` again." },
  "cannot-write": { exit: "environment", hint: "Check that the folder exists and that you may write there." },
  "corrupt-evaluation": { exit: "environment", hint: "Start a new evaluation; this one's file was damaged." },
} as const satisfies Record<string, CatalogueEntry>;
