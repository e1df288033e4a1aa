import type { Reason } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { RanRun } from "../../core/results/run-due.ts";

/** A run in a few words, for people and for `--json`. */
export function ranRun(record: RunRecord, status: RanRun["status"], lateness: number | undefined): RanRun {
  const { run, job, slot, prompt, version, reason, cost_nano_usd: cost, latency_ms: latency, intents } = record;
  return {
    run,
    ...(job === undefined ? {} : { job }),
    ...(slot === undefined ? {} : { slot }),
    status,
    ...(reason === undefined ? {} : { reason }),
    prompt,
    ...(version === undefined ? {} : { version: version.version }),
    ...(lateness === undefined ? {} : { lateness_ms: lateness }),
    ...(latency === undefined ? {} : { latency_ms: latency }),
    ...(cost === undefined ? {} : { cost_nano_usd: cost }),
    deliveries: intents.length,
  };
}

/** One that has no record yet. */
export function waitingRun(
  {
    run,
    job,
    slot,
    lateness_ms: lateness,
    version,
  }: { run: string; job: string; slot: string; lateness_ms: number; version?: { prompt: string; version: string } },
  status: RanRun["status"],
  prompt: string,
  reason?: Reason,
): RanRun {
  return {
    run,
    job,
    slot,
    status,
    ...(reason === undefined ? {} : { reason }),
    prompt,
    ...(version === undefined ? {} : { version: version.version }),
    lateness_ms: lateness,
    deliveries: 0,
  };
}
