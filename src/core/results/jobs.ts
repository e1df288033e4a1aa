import { JobState } from "../ledger/state-records.ts";
import { Reason } from "../ledger/record-parts.ts";
import { Id, Name, strict, Type, word, type Static } from "../model/shape.ts";
import { ProblemRecord } from "./failure.ts";
import { RanRun } from "./run-due.ts";
import { DeliveryOutcome } from "./deliver.ts";

const Times = Type.Array(Type.String({ description: "UTC." }));

const Pause = strict({
  by: word(["file", "person", "failures"], { description: "Who says so: its own file, somebody, or its failures in a row." }),
  until: Type.Optional(Type.String({ description: "It goes on by itself then, UTC." })),
});

export const JobSummary = strict({
  job: Name,
  prompt: Id,
  environment: Type.Optional(Name),
  version: Type.Optional(Type.String({ description: "An exact version instead of an environment." })),
  schedule: Type.String({ description: "`cron` or `every`, and the time zone." }),
  status: word(["new", "active", "paused", "running", "waiting", "over"], {
    description: "`new`: no tick has seen it yet. `waiting`: its provider is out. `over`: it will never be due again.",
  }),
  reason: Type.Optional(Type.String({ description: "Why it is paused, or what it waits for." })),
  pause: Type.Optional(Pause),
  next: Type.Optional(Type.String({ description: "The slot that is due, else the next one that will be run, UTC; none while a pause has no end." })),
  due: Type.Optional(Type.Boolean({ description: "The time of `next` has come, and the next tick looks at it." })),
  last: Type.Optional(
    strict({
      run: Type.String(),
      status: Type.String(),
      at: Type.String(),
      reason: Type.Optional(Reason),
    }),
  ),
  failures_in_a_row: Type.Integer({ minimum: 0 }),
  destinations: Type.Array(Type.String()),
});
export type JobSummary = Static<typeof JobSummary>;

const Broken = Type.Array(strict({ job: Type.String(), problems: Type.Array(ProblemRecord) }), { description: "Schedules that cannot be read." });

export const JobsListResult = strict({
  schedules: Type.String({ description: "The commit." }),
  jobs: Type.Array(JobSummary),
  broken: Broken,
  uncommitted: Type.Array(Type.String(), { description: "Schedules of the work tree that differ from the commit: no tick knows of them." }),
});
export type JobsListResult = Static<typeof JobsListResult>;

export const JobsShowResult = strict({
  schedules: Type.String(),
  job: JobSummary,
  title: Type.Optional(Type.String()),
  inputs: Type.Array(strict({ name: Type.String(), from: Type.String() })),
  credentials: Type.Array(Type.String(), { description: "Environment variables it uses; of providers all." }),
  requires_green_eval: Type.Boolean(),
  timeout_ms: Type.Integer(),
  next: Times,
  state: Type.Optional(JobState),
});
export type JobsShowResult = Static<typeof JobsShowResult>;

export const JobsNextResult = strict({
  now: Type.String({ description: "When it was asked, UTC." }),
  slots: Type.Array(strict({ job: Name, at: Type.String(), from: Type.String({ description: "When it begins at the earliest: with its jitter." }) })),
  paused: Type.Array(strict({ job: Name, reason: Type.String(), ...Pause.properties }), {
    description: "Jobs that are paused: only slots after their pause are listed.",
  }),
});
export type JobsNextResult = Static<typeof JobsNextResult>;

export const JobsExplainResult = strict({
  job: Name,
  at: Type.String(),
  sentences: Type.Array(Type.String(), { description: "What a tick would do then, and why." }),
  decisions: Type.Array(strict({ kind: Type.String(), slot: Type.Optional(Type.String()), reason: Type.Optional(Reason) }), {
    description: "`run`, `blocked` (no model is asked), `failed` (no model is asked), `skip`, `wait`, `take-over`, `register`.",
  }),
  paused: Type.Optional(strict({ reason: Type.String(), ...Pause.properties })),
  next: Type.Optional(Type.String({ description: "The next slot after that time that will be run; none while a pause has no end." })),
});
export type JobsExplainResult = Static<typeof JobsExplainResult>;

export const JobsPauseResult = strict({
  job: Name,
  act: word(["paused", "resumed", "unchanged"]),
  reason: Type.Optional(Type.String()),
  until: Type.Optional(Type.String()),
  shared: Type.Boolean({ description: "On the remote too, or there is none." }),
});
export type JobsPauseResult = Static<typeof JobsPauseResult>;

export const JobsRunResult = strict({
  dry_run: Type.Boolean(),
  runs: Type.Array(RanRun),
  passed: Type.Array(strict({ slot: Type.String(), why: Type.String() }), { description: "Slots that are left as they are." }),
  deliveries: Type.Array(DeliveryOutcome),
  notes: Type.Array(Type.String()),
});
export type JobsRunResult = Static<typeof JobsRunResult>;
