import type { CatalogueEntry } from "../catalogue-entry.ts";

export const evaluationErrors = {
  "no-suites": { exit: "usage", hint: "Run `promptops new suite` to write the first one." },
  "nothing-matches": { exit: "usage", hint: "Look into the prompt's suites below its `evals/`, or leave the filter out." },
  "unknown-model": { exit: "usage", hint: "A model is `provider/name`, with a provider that `.promptops.yml` names." },
  "unknown-price": { exit: "usage", hint: "Give the model's price under `prices` in `.promptops.yml`, or leave the cap out." },
  "code-refused": { exit: "usage", hint: "Leave `--no-code` out if you trust this repository's scorers and programs." },
  "program-missing": { exit: "environment", hint: "Install the program, or name it as it is called here; no shell looks for it." },
  "private-address": { exit: "usage", hint: "Write `allow_private: true` if the scorer is meant to be on this machine or in your own network." },
  "scorer-failed": {
    exit: "environment",
    hint: "A scorer's default export takes `(input, config)` and returns a boolean, a number from 0 to 1, or `{ score, pass, reason }`.",
  },
  "invalid-assertion": { exit: "usage", hint: "Mend the assertion in the suite; `promptops schema suite` shows what each kind takes." },
  "invalid-judge": { exit: "usage", hint: "Mend the judge in `judges/`; `promptops validate` says what is wrong with it." },
  "missing-judge-model": { exit: "usage", hint: "Give the assertion a `model`, the suite a `judge`, or the project `evaluation.judge` in `.promptops.yml`." },
  "no-embeddings": { exit: "usage", hint: "Name a model of a provider that has embeddings: `openai`, `http`, or rules of a scripted one." },
  "malformed-embedding": { exit: "environment", hint: "Use another embedding model: this one's vectors cannot be compared." },
  "beyond-limits": {
    exit: "environment",
    hint: "Cap the answer's length in the prompt's parameters or output rules, or check it with another kind of assertion.",
  },
  "unknown-usage": { exit: "environment", hint: "Use a provider that tells its usage, or leave the `tokens` assertion out." },
  "malformed-judgement": { exit: "environment", hint: "Use a judge model that keeps to a JSON Schema, or make the rubric's choices plainer." },
  "unknown-evaluation": { exit: "usage", hint: "Run `promptops eval --resume` to go on with the newest that is unfinished or has errors." },
  "unfinished-evaluation": { exit: "usage", hint: "Run `promptops eval --resume` to finish it first." },
  "several-prompts": { exit: "usage", hint: "Name one of them behind a colon: `EVALUATION:PROMPT`." },
  "nothing-in-common": {
    exit: "usage",
    hint: "Name the prompt's two states in place of the evaluations, as in `promptops compare PROMPT@1.0.0 PROMPT`: both then answer the same cases.",
  },
  "invalid-results": { exit: "usage", hint: "A file of results holds a line of JSON per result, as an evaluation's `results.jsonl` does." },
  "nothing-to-compare": { exit: "usage", hint: "Name two: versions, evaluations, files; or one prompt, to compare what is live with the work tree." },
  "nothing-to-resume": { exit: "usage", hint: "Run `promptops eval` to start a new evaluation." },
  "plan-changed": { exit: "usage", hint: "Run `promptops eval` without `--resume` to start anew, or put back what changed." },
  "cases-changed": { exit: "usage", hint: "Run `promptops eval` again." },
  "cannot-write": { exit: "environment", hint: "Check that the folder exists and that you may write there." },
  "cannot-watch": {
    exit: "environment",
    hint: "The system may allow too few watched files (`fs.inotify.max_user_watches`); run `promptops eval` without `--watch`.",
  },
  "not-an-evaluation": {
    exit: "usage",
    hint: "Write it with `promptops eval --output shard.evaluation.jsonl`, or name an evaluation that `promptops eval list` shows.",
  },
  "cannot-merge": { exit: "usage", hint: "Name each shard of one evaluation once: `promptops eval --shard 1/2`, `promptops eval --shard 2/2`." },
  "corrupt-evaluation": { exit: "environment", hint: "Start a new evaluation; this one's file was damaged." },
} as const satisfies Record<string, CatalogueEntry>;
