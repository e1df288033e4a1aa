import { strict, Type, type Static } from "../model/shape.ts";
import { Claim } from "./claim.ts";
import { Instant, JobName, Reason, RunId } from "./record-parts.ts";

const { decision, missed } = Claim.properties;

/** What lists and figures need of a claim: who ran a slot, or why nobody did. */
export const ClaimRow = strict({
  path: Type.String({ description: "Of the record in the ledger." }),
  run: RunId,
  job: JobName,
  slot: Instant,
  epoch: Type.Integer(),
  decision,
  reason: Type.Optional(Reason),
  missed,
  at: Instant,
  lateness_ms: Type.Integer(),
  lease_until: Type.Optional(Instant),
  host: Type.String(),
  prompt: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
});
export type ClaimRow = Static<typeof ClaimRow>;

export function claimRow(path: string, claim: Claim): ClaimRow {
  const { reason, missed, lease_until, version } = claim;
  return {
    path,
    run: claim.run,
    job: claim.job,
    slot: claim.slot,
    epoch: claim.epoch,
    decision: claim.decision,
    ...(reason !== undefined && { reason }),
    ...(missed !== undefined && { missed }),
    at: claim.at,
    lateness_ms: claim.lateness_ms,
    ...(lease_until !== undefined && { lease_until }),
    host: claim.runner.host,
    ...(version !== undefined && { prompt: version.prompt, version: version.version }),
  };
}
