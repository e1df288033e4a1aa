import { CaseError, CaseResult, CheckResult } from "../eval/case-result.ts";
import { EvidenceCase } from "../eval/evidence.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

const status = EvidenceCase.properties.status;

const Interval = Type.Unsafe<readonly [number, number]>({
  type: "array",
  items: { type: "number" },
  minItems: 2,
  maxItems: 2,
  description: "Low and high, with 95 % confidence, of this side by itself.",
});

export const ComparedSide = strict({
  name: Type.String({ description: "What people call it: `billing/summarize@1.2.0 (live in production)`." }),
  word: Type.String({ description: "How the command line names it." }),
  state: Type.Optional(Type.String({ description: "Its name without the model, where models were named." })),
  kind: word(["prompt", "draft", "evaluation", "results"]),
  prompt: Type.String(),
  published: Type.Optional(Type.String({ description: "The newest version that is the very same; looked up for the work tree only." })),
  prompt_digest: Type.Optional(Type.String({ description: "Absent for a file of results, which does not say." })),
  model: Type.Optional(Type.String({ description: "Asked for; absent for a file of results." })),
  models_answered: Type.Array(Type.String()),
  evaluation: Type.Optional(Type.String({ description: "Whose answers these are; absent for a file of results, and where nothing had to be evaluated." })),
  evaluated_at: Type.Optional(Type.String()),
  reused: Type.Boolean({ description: "The answers were there before this comparison." }),
  cases: Type.Integer(),
  passed: Type.Integer(),
  failed: Type.Integer(),
  errors: Type.Integer(),
  pass_rate: Type.Optional(Type.Number({ description: "Of the cases that have a score." })),
  pass_rate_interval: Type.Optional({ ...Interval, description: "Wilson's, with 95 % confidence; clustered where cases come in groups." }),
  mean_score: Type.Optional(Type.Number({ description: "Over the cases that have a score." })),
  mean_score_interval: Type.Optional({ ...Interval, description: "Student's t with clustered standard errors, 95 %." }),
  mean_cost_nano_usd: Type.Optional(Type.Number({ description: "Of an answer, billionths of a US dollar; absent when a price is unknown." })),
  mean_latency_ms: Type.Optional(Type.Number()),
});
export type ComparedSide = Static<typeof ComparedSide>;

const Confidence = Type.Number({ description: "Of each of the two bounds by itself, one-sided, 0 to 1." });

/** Of the metric that is compared, the difference and its bounds are those of the test. */
export const ComparedMeasure = strict({
  name: word(["pass", "score", "cost_nano_usd", "latency_ms"]),
  pairs: Type.Integer({ description: "Those where it is known on both sides." }),
  before: Type.Number({ description: "Mean over these pairs." }),
  after: Type.Number(),
  difference: Type.Number(),
  lower: Type.Optional(
    Type.Number({
      description:
        "One-sided bound; of several comparisons those of one measure hold together with 1 − alpha (Bonferroni). Absent when one case, or one group of them, is all there is.",
    }),
  ),
  upper: Type.Optional(Type.Number()),
  confidence: Type.Optional(Confidence),
});
export type ComparedMeasure = Static<typeof ComparedMeasure>;

export const ComparedPart = strict({
  by: word(["suite", "tag", "metric"]),
  name: Type.String(),
  pairs: Type.Integer(),
  before: Type.Number({ description: "Mean of the compared metric; of a metric of its own, its mean score." }),
  after: Type.Number(),
  gained: Type.Integer(),
  lost: Type.Integer(),
  difference: Type.Number(),
  lower: Type.Number({
    description:
      "One-sided bound; those of all parts of this comparison hold together with 1 − alpha (Bonferroni), and so are a little wider than the p-values need. 0 where it would leave 0 out and the corrected p does not.",
  }),
  upper: Type.Number(),
  confidence: Confidence,
  p_better: Type.Number({ description: "One-sided, corrected for how many parts are looked at (Holm)." }),
  p_worse: Type.Number(),
  shows: word(["better", "worse", "nothing"]),
  q: Type.Number({
    description: "Two-sided, for exploring: of the parts up to this q, the share of q is expected to have changed by luck (Benjamini–Hochberg).",
  }),
});
export type ComparedPart = Static<typeof ComparedPart>;

export const CaseSide = strict({
  status,
  score: Type.Number(),
  pass_rate: Type.Number({ description: "Share of epochs that passed." }),
  failed_checks: Type.Optional(Type.Array(CheckResult, { description: "Of its first epoch that did not pass." })),
  error: Type.Optional(CaseError),
});
export type CaseSide = Static<typeof CaseSide>;

export const ComparedCase = strict({
  suite: Type.String(),
  case: Type.String(),
  must_pass: Type.Optional(Type.Boolean()),
  before: CaseSide,
  after: CaseSide,
});
export type ComparedCase = Static<typeof ComparedCase>;

const CaseSample = strict({ count: Type.Integer(), first: Type.Array(ComparedCase, { description: "At most 100; `--reporter csv` has all." }) });
const NameSample = strict({ count: Type.Integer(), first: Type.Array(Type.String(), { description: "At most 100, `suite/case`; `--reporter csv` has all." }) });

export const ComparedAnswers = strict({
  suite: Type.String(),
  case: Type.String(),
  before: Type.Array(CaseResult, { description: "The epochs; empty when the answers are not kept any more." }),
  after: Type.Array(CaseResult),
});
export type ComparedAnswers = Static<typeof ComparedAnswers>;

export const CompareVerdict = word(["better", "worse", "no-difference", "inconclusive", "error", "same"], {
  description:
    "`no-difference`: enough cases to exclude one as large as the margin. `inconclusive`: too few cases to tell. `error`: a case of either side got no score. `same`: both are the same prompt under the same model.",
});
export type CompareVerdict = Static<typeof CompareVerdict>;

export const SideComparison = strict({
  before: Type.Integer({ description: "Place in `sides`." }),
  after: Type.Integer(),
  verdict: CompareVerdict,
  sentence: Type.String({ description: "87 → 91 of 100 cases; 6 gained, 2 lost; …" }),
  pairs: Type.Integer({ description: "Cases that are the same on both sides and have a score there." }),
  test: Type.Optional(
    strict(
      {
        method: word(["mcnemar-tango", "sign-flip-t"]),
        groups: Type.Integer({ description: "Cases that vary one another count once." }),
        before: Type.Number({ description: "Mean of the metric." }),
        after: Type.Number(),
        difference: Type.Number(),
        lower: Type.Number({
          description:
            "One-sided bounds; of several comparisons they hold together with 1 − alpha (Bonferroni). 0 where they would leave it out and the corrected p does not.",
        }),
        upper: Type.Number(),
        confidence: Confidence,
        p_better: Type.Number({ description: "One-sided; of several comparisons corrected for their number (Holm)." }),
        p_worse: Type.Number(),
        raw_p_better: Type.Number({ description: "The same before the correction." }),
        raw_p_worse: Type.Number(),
        pairs_needed: Type.Optional(Type.Integer({ description: "About how many pairs would tell at the rates seen." })),
      },
      { description: "Absent when there is no pair." },
    ),
  ),
  unchanged: strict({ passed: Type.Integer(), failed: Type.Integer() }, { description: "Pairs whose metric is the same on both sides." }),
  lost: CaseSample,
  gained: CaseSample,
  undecided: CaseSample,
  edited: NameSample,
  only_before: NameSample,
  only_after: NameSample,
  measures: Type.Array(ComparedMeasure),
  parts: Type.Array(ComparedPart),
  answers: Type.Optional(Type.Array(ComparedAnswers)),
});
export type SideComparison = Static<typeof SideComparison>;

export const CompareResult = strict({
  sides: Type.Array(ComparedSide, { description: "The first is what the others are compared with." }),
  asked: strict({ suites: Type.Array(Type.String()), cases: Type.Array(Type.String()), tags: Type.Array(Type.String()) }, { description: "The filters." }),
  metric: word(["pass", "score"]),
  alpha: Type.Number(),
  margin: Type.Number(),
  comparisons: Type.Array(SideComparison),
  notes: Type.Array(Type.String(), { description: "What is good to know of how alike the sides are, one sentence each." }),
  command: Type.String({ description: "The same comparison again, as it is typed." }),
});
export type CompareResult = Static<typeof CompareResult>;
