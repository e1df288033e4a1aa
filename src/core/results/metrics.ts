import { strict, Type, type Static } from "../model/shape.ts";

const rate = (of: string) => Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: `${of} Absent when there is nothing to divide by.` }));
export const Spread = strict({ p50: Type.Number(), p95: Type.Number(), max: Type.Number() }, { description: "Milliseconds; nearest rank." });
export type Spread = Static<typeof Spread>;
const Name = Type.String();

export const JobMetrics = strict({
  job: Name,
  due: Type.Integer({
    description: "Slots whose time came: started, skipped and missed ones. Those of a paused job are not due, and runs by hand have no slot.",
  }),
  started: Type.Integer(),
  started_rate: rate("Started of due slots."),
  missed: Type.Integer({ description: "Passed over while nobody ran `run-due`." }),
  skipped: Type.Record(Type.String(), Type.Integer(), { description: "By reason code." }),
  lateness_ms: Type.Optional({ ...Spread, description: "From the nominal time, jitter included, to the claim." }),
  succeeded: Type.Integer(),
  failed: Type.Integer(),
  blocked: Type.Integer({ description: "No model was asked." }),
  success_rate: rate("Of those that asked a model."),
  budget_blocks: Type.Integer(),
  retries: Type.Integer({ description: "Calls of a provider beyond the first of each run." }),
  latency_ms: Type.Optional({ ...Spread, description: "Of the model." }),
  duration_ms: Type.Optional({ ...Spread, description: "Of whole runs." }),
});
export type JobMetrics = Static<typeof JobMetrics>;

export const UsageMetrics = strict({
  name: Name,
  runs: Type.Integer({ description: "Previews included: they are paid as well." }),
  tokens: Type.Integer(),
  cost_nano_usd: Type.Integer({ description: "Of the runs whose price is known." }),
  unpriced: Type.Integer({ description: "Runs whose price is not known." }),
  cost_per_run_nano_usd: Type.Optional(Type.Number()),
});
export type UsageMetrics = Static<typeof UsageMetrics>;

export const DestinationMetrics = strict({
  destination: Name,
  kind: Name,
  deliveries: Type.Integer(),
  delivered: Type.Integer(),
  pending: Type.Integer(),
  held: Type.Integer(),
  dead: Type.Integer(),
  resolved: Type.Integer(),
  success_rate: rate("Of those that are over."),
  attempts: Type.Integer(),
  attempts_per_delivery: Type.Optional(Type.Number()),
  rate_limited: Type.Integer({ description: "Attempts answered with 429." }),
  rate_limited_rate: rate("Of attempts."),
  latency_ms: Type.Optional({ ...Spread, description: "Of attempts." }),
});
export type DestinationMetrics = Static<typeof DestinationMetrics>;

export const ActivationMetrics = strict({
  job: Name,
  added_at: Type.String(),
  first_preview_at: Type.Optional(Type.String()),
  first_delivery_at: Type.Optional(Type.String()),
  to_delivery_ms: Type.Optional(Type.Integer()),
});
export type ActivationMetrics = Static<typeof ActivationMetrics>;

export const EvaluationMetrics = strict(
  {
    settled: Type.Integer(),
    blocked: Type.Integer({ description: "A budget did not suffice, and no model was asked." }),
    scopes: Type.Array(strict({ scope: Name, calls: Type.Integer(), tokens: Type.Integer(), cost_nano_usd: Type.Integer() }), {
      description: "`all`, `namespace/<name>`, `provider/<name>`: what was used. Money that is not known counts as what was reserved.",
    }),
  },
  { description: "Of evaluations that count in budgets." },
);
export type EvaluationMetrics = Static<typeof EvaluationMetrics>;

export const MetricsResult = strict({
  since: Type.Optional(Type.String({ description: "Absent: from the first record on." })),
  until: Type.String(),
  total: { ...JobMetrics, description: "Over all jobs; `job` is `*`." },
  jobs: Type.Array(JobMetrics),
  previews: Type.Integer(),
  usage: strict({
    total: UsageMetrics,
    jobs: Type.Array(UsageMetrics),
    prompts: Type.Array(UsageMetrics),
    namespaces: Type.Array(UsageMetrics),
  }),
  evaluations: EvaluationMetrics,
  destinations: Type.Array(DestinationMetrics),
  on_time: strict({
    within_minutes: Type.Number(),
    deliveries: Type.Integer({ description: "Of slots, replays apart, whose minutes are over." }),
    in_time: Type.Integer(),
    rate: rate("In time of all."),
  }),
  activation: Type.Array(ActivationMetrics, { description: "Jobs by when they were added, over all time." }),
});
export type MetricsResult = Static<typeof MetricsResult>;
