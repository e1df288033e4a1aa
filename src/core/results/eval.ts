import { CaseResult } from "../eval/case-result.ts";
import { EvidenceTotals } from "../eval/evidence.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

const SuiteReport = strict({ suite: Type.String(), digest: Type.String(), totals: EvidenceTotals });

export const PromptReport = strict({
  label: Type.String({ description: "The prompt's id, with `@version` for a released version." }),
  prompt: Type.String(),
  prompt_digest: Type.String(),
  model: Type.String(),
  model_digest: Type.String(),
  models_answered: Type.Array(Type.String()),
  complete: Type.Boolean({ description: "False when filters left cases out." }),
  totals: EvidenceTotals,
  suites: Type.Array(SuiteReport),
});
export type PromptReport = Static<typeof PromptReport>;

const ResultSample = strict({
  count: Type.Integer({ description: "Cases in all, as their epochs were reduced." }),
  first: Type.Array(CaseResult, { description: "Of each case the epoch that tells most, of at most 100 cases; the rest is in `results`." }),
});

export const EvaluationReport = strict({
  id: Type.String(),
  verdict: word(["pass", "fail", "error", "pending", "unfinished"], {
    description: "Of the results there are; `unfinished` while some are missing and nothing failed so far.",
  }),
  not_run: Type.Optional(Type.Integer({ minimum: 1, description: "Results still missing: the evaluation was stopped, and can be gone on with." })),
  results: Type.String({
    description:
      "The file with every result in test order, a line of JSON each; the first line tells what they have in common, once. `eval show --report jsonl` writes each in full.",
  }),
  prompts: Type.Array(PromptReport),
  failures: ResultSample,
  errors: ResultSample,
  pending: Type.Optional({ ...ResultSample, description: "Those that wait for a person's rating; absent when there are none." }),
});
export type EvaluationReport = Static<typeof EvaluationReport>;

const most = {
  input_tokens: Type.Optional(Type.Integer({ description: "Absent when it cannot be known." })),
  max_cost_nano_usd: Type.Optional(Type.Integer({ description: "Absent when a price is not known." })),
};

/** What an evaluation would take, without making a call. */
export const EvalEstimate = strict({
  answers: Type.Integer({ description: "Cases times epochs, those left out that are taken over." }),
  reused: Type.Optional(Type.Integer({ minimum: 1, description: "Cases that evidence proves, and nobody would be asked about; absent when there are none." })),
  cached: Type.Integer({ description: "Answers that need no call." }),
  calls: Type.Integer(),
  input_tokens: Type.Optional(Type.Integer({ description: "Of the calls, images included; absent when a file's size is not known." })),
  image_tokens: Type.Optional(Type.Integer({ description: "At most so many of them are images; absent when none are." })),
  max_cost_nano_usd: Type.Optional(Type.Integer({ description: "The most the calls may cost, billionths of a US dollar; absent when a price is not known." })),
  judgements: Type.Integer({ description: "Times that assertions may want a judge's word." }),
  judging: Type.Optional(
    strict(most, {
      description: "The most that judges may take beside the calls, each asked twice where its answer cannot be read; absent when none is asked.",
    }),
  ),
  rivals: Type.Optional(
    strict(
      { calls: Type.Integer(), ...most },
      { description: "The most that models may take which the answers are compared with; absent when none is asked." },
    ),
  ),
  embeddings: Type.Optional(
    strict(
      { calls: Type.Integer(), ...most },
      { description: "The most that embeddings may take: an answer that is not known yet counts as the longest there can be; absent when none is asked for." },
    ),
  ),
  total_max_cost_nano_usd: Type.Optional(Type.Integer({ description: "The most that all of it may cost; absent when a price is not known." })),
  unpriced: Type.Optional(
    Type.Array(Type.String(), {
      description: "Models whose price is not known, `provider/name`; absent when there are none. With a cost cap a real run is refused.",
    }),
  ),
  refused: Type.Optional(
    strict(
      { code: Type.String(), message: Type.String(), hint: Type.String() },
      { description: "The error that a real run ends with before its first call; absent when it would begin." },
    ),
  ),
});
export type EvalEstimate = Static<typeof EvalEstimate>;

/** `estimate` with `--dry-run`, else `evaluation`. */
export const EvalResult = strict({
  changed: Type.Optional(
    strict(
      { since: Type.String(), commit: Type.String(), prompts: Type.Array(Type.String()) },
      { description: "With `--changed`: the prompts that differ from that commit; there may be none." },
    ),
  ),
  estimate: Type.Optional(EvalEstimate),
  evaluation: Type.Optional(EvaluationReport),
  skipped: Type.Array(strict({ prompt: Type.String(), reason: Type.String() })),
});
export type EvalResult = Static<typeof EvalResult>;
