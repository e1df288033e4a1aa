import { strict, Type, word, type Static } from "../model/shape.ts";
import { Amount, Instant, JobName, RanVersion, Reason, RunId, Runner, Scopes, Traceparent } from "./record-parts.ts";

/** What became of a slot: somebody runs it until the lease ends, or nobody does and here is why. Written once per slot and epoch; whoever's reached the ledger first has it. */
export const Claim = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("claim"),
  run: RunId,
  job: JobName,
  slot: Instant,
  epoch: Type.Integer({ minimum: 1 }),
  decision: word(["run", "skip"]),
  /** Why it is not run: `missed`, `overlap`, `paused`, `budget`, `no-version`, `evidence` … */
  reason: Type.Optional(Reason),
  /** Older slots that this one stands for under `catch_up: latest`, or that were passed over. */
  missed: Type.Optional(strict({ from: Instant, to: Instant, count: Type.Integer({ minimum: 1 }) })),
  runner: Runner,
  at: Instant,
  /** Milliseconds from the nominal instant (jitter included) to this claim. */
  lateness_ms: Type.Integer({ minimum: 0 }),
  lease_until: Type.Optional(Instant),
  version: Type.Optional(RanVersion),
  /** What the run may take at most; given back when it is settled. */
  reserved: Type.Optional(Amount),
  scopes: Type.Optional(Scopes),
  /** The commit whose schedules were read. */
  schedules: Type.String(),
  traceparent: Traceparent,
});
export type Claim = Static<typeof Claim>;
