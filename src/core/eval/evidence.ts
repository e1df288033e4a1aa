import { ModelPrices } from "../cost/model-prices.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { PlannedJudge } from "./planned-judge.ts";

/** What the epochs of a case came to, in their order. */
export const CaseEpochs = strict(
  {
    scores: Type.Array(Type.Number(), { minItems: 2, description: "0 of an epoch that ended in an error." }),
    outcomes: Type.String({ pattern: "^[pfew]+$", description: "A letter each: p pass, f fail, e error, w pending." }),
  },
  { description: "Each epoch by itself; absent when there was but one, or an older promptops did not keep them." },
);
export type CaseEpochs = Static<typeof CaseEpochs>;

/** A case after its epochs became one. */
export const EvidenceCase = strict({
  suite: Type.String(),
  case: Type.String(),
  digest: Type.String(),
  score: Type.Number({ description: "The epochs' scores, reduced; of a pending case what is known so far." }),
  pass_rate: Type.Number({ description: "Share of epochs that passed, of those that have a verdict." }),
  status: word(["pass", "fail", "error", "pending"], {
    description: "`pass` when every epoch passed or the reduced score reaches the suite's threshold; `pending` while that waits for a person.",
  }),
  must_pass: Type.Optional(Type.Boolean()),
  group: Type.Optional(Type.String()),
  tags: Type.Optional(Type.Array(Type.String())),
  findings: Type.Optional(Type.Array(Type.String(), { description: "Codes of what the safety check says of any epoch's answer." })),
  latency_ms: Type.Optional(Type.Number({ description: "Mean over epochs." })),
  cost_nano_usd: Type.Optional(Type.Number({ description: "Mean over epochs." })),
  length: Type.Optional(Type.Number({ description: "Characters of the answer, mean over epochs." })),
  metrics: Type.Optional(
    Type.Record(Type.String(), Type.Tuple([Type.Number(), Type.Integer()]), {
      description: "By `metric` name: the sum of its scores over all epochs, and how many they were.",
    }),
  ),
  epochs: Type.Optional(CaseEpochs),
  from: Type.Optional(Type.Integer({ minimum: 1, description: "Place of the part it was taken over from; absent = this evaluation ran it." })),
});
export type EvidenceCase = Static<typeof EvidenceCase>;

export const EvidenceTotals = strict({
  cases: Type.Integer(),
  passed: Type.Integer(),
  failed: Type.Integer(),
  errors: Type.Integer(),
  pending: Type.Optional(Type.Integer({ description: "Cases that wait for a person's rating; absent when there are none." })),
  mean_score: Type.Number({ description: "Over the cases that passed or failed; 0 where none did, which then have no score." }),
  cost_nano_usd: Type.Optional(Type.Integer({ description: "What the calls cost (cached answers cost nothing); absent when any price is unknown." })),
  mean_latency_ms: Type.Optional(Type.Number()),
  calls: Type.Integer(),
  cached: Type.Integer(),
  reused: Type.Optional(Type.Integer({ description: "Cases that were taken over from earlier evidence; absent when none was." })),
  metrics: Type.Record(Type.String(), Type.Number(), { description: "Mean score per `metric` name." }),
  findings: Type.Optional(
    Type.Record(Type.String(), Type.Integer(), {
      description: "Answers by what the safety check says of them; absent when nothing.",
    }),
  ),
});
export type EvidenceTotals = Static<typeof EvidenceTotals>;

/** Cases of one evidence that one evaluation ran. */
export const EvidencePart = strict({
  evaluation: Type.String(),
  finished_at: Type.String({ description: "When it had run them." }),
  answered_at: Type.Optional(
    Type.String({ description: "When the oldest answer was given that its cases rest on; absent when an older promptops did not keep that." }),
  ),
  models_answered: Type.Array(Type.String()),
  cases: Type.Integer({ minimum: 0 }),
});
export type EvidencePart = Static<typeof EvidencePart>;

/** What chance was fixed by. */
export const EvidenceSeeds = strict(
  {
    sample: Type.Optional(Type.String({ description: "Cases were drawn by it." })),
    order: Type.Optional(Type.String({ description: "A sequential gate laid out the cases by it." })),
    model: Type.Optional(Type.Integer({ description: "The model was asked with it, the same for every epoch: `seed` of the prompt's parameters." })),
  },
  { description: "Seeds that were used; absent when none was." },
);
export type EvidenceSeeds = Static<typeof EvidenceSeeds>;

/** What one evaluation of one prompt proved, bound to digests: enough for a gate to compare cases in pairs without calling a model again. */
export const Evidence = strict({
  schema_version: Type.Literal(1),
  evaluation: Type.String({ description: "Id of the evaluation." }),
  prompt: Type.String(),
  prompt_digest: Type.String(),
  suites: Type.Array(strict({ suite: Type.String(), digest: Type.String(), cases: Type.Integer() })),
  model: Type.String({ description: "Asked for: `provider/name`." }),
  model_digest: Type.String(),
  models_answered: Type.Array(Type.String()),
  judges: Type.Optional(Type.Array(PlannedJudge, { description: "Who judged; absent when nobody was asked." })),
  epochs: Type.Integer(),
  prices: Type.Optional(Type.Record(Type.String(), ModelPrices, { description: "By model, judges included: what the costs follow from." })),
  tool_version: Type.String(),
  started_at: Type.String(),
  finished_at: Type.String(),
  answered_at: Type.Optional(
    Type.String({
      description:
        "Where anything that it rests on came from the cache: when its oldest answer was given, or its judges' oldest. Recorded answers are given when they are read. Absent = no answer is from before `started_at`; where there are `parts`, they say it.",
    }),
  ),
  seeds: Type.Optional(EvidenceSeeds),
  /** False when filters left cases out: such evidence decides no gate. */
  complete: Type.Boolean(),
  parts: Type.Optional(
    Type.Array(EvidencePart, {
      minItems: 2,
      description: "Where cases were taken over from earlier evidence: this evaluation, then those that ran the others. Absent = it ran all of them.",
    }),
  ),
  totals: EvidenceTotals,
  cases: Type.Array(EvidenceCase),
});
export type Evidence = Static<typeof Evidence>;
