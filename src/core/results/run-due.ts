import { Reason } from "../ledger/record-parts.ts";
import { Id, strict, Type, word, type Static } from "../model/shape.ts";
import { DeliveryOutcome } from "./deliver.ts";
import { ProblemRecord } from "./failure.ts";

export const RanRun = strict({
  run: Type.String(),
  job: Type.Optional(Type.String({ description: "Absent for a preview of a prompt without a job." })),
  slot: Type.Optional(Type.String({ description: "Its nominal time, UTC." })),
  status: word(["succeeded", "failed", "blocked", "late", "waiting", "planned", "taken"], {
    description:
      "`blocked`: no model was asked. `late`: another runner had taken the slot over; kept, not delivered. `waiting`: its provider is out, and it goes on later. `planned`: with --dry-run. `taken`: another runner was faster.",
  }),
  reason: Type.Optional(Reason),
  prompt: Id,
  version: Type.Optional(Type.String()),
  lateness_ms: Type.Optional(Type.Integer({ description: "From the time it was ready to its claim." })),
  latency_ms: Type.Optional(Type.Number()),
  cost_nano_usd: Type.Optional(Type.Integer()),
  deliveries: Type.Integer({ minimum: 0, description: "Prepared by it." }),
});
export type RanRun = Static<typeof RanRun>;

export const RunDueResult = strict({
  at: Type.String({ description: "The time that counted." }),
  dry_run: Type.Boolean(),
  busy: Type.Boolean({ description: "Another tick was under way on this machine: it does the work." }),
  schedules: Type.Optional(Type.String({ description: "The commit whose schedules were read." })),
  runs: Type.Array(RanRun),
  skipped: Type.Array(
    strict({
      job: Type.String(),
      slot: Type.String(),
      reason: Reason,
      missed: Type.Integer({ minimum: 0, description: "Older slots that were passed over with it." }),
    }),
  ),
  waiting: Type.Array(strict({ job: Type.String(), slot: Type.String(), code: word(["jitter", "overlap", "max"]), until: Type.Optional(Type.String()) }), {
    description: "Due, and not yet to be run.",
  }),
  noticed: Type.Array(strict({ job: Type.String(), act: Type.String() }), { description: "Jobs that are new, edited or gone." }),
  broken: Type.Array(strict({ job: Type.String(), problems: Type.Array(ProblemRecord) }), {
    description: "Schedules that cannot be read; the others went on.",
  }),
  deliveries: Type.Array(DeliveryOutcome, { description: "Everything that was to be delivered and was not done." }),
  notes: Type.Array(Type.String(), { description: "What was found half-done and finished, one sentence each." }),
});
export type RunDueResult = Static<typeof RunDueResult>;
