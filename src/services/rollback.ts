import { PromptopsError } from "../core/errors/promptops-error.ts";
import { badPromptId } from "../core/model/document-paths.ts";
import { liveAt, parseLogPoint } from "../core/release/live-at.ts";
import { planRollback, planSnapshotRollback } from "../core/release/plan-rollback.ts";
import type { Change } from "../core/release/release-event.ts";
import type { ReleaseState } from "../core/release/release-state.ts";
import type { RollbackResult } from "../core/results/rollback.ts";
import { requireIdentity } from "./release/committed-project.ts";
import { knownRemote } from "./release/known-remote.ts";
import { readState } from "./release/read-state.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { ReleaseDeps } from "./release/release-deps.ts";
import { readEntries } from "./release/release-log.ts";
import { syncLog, type SyncedLog } from "./release/sync-log.ts";
import { untilSettled } from "./release/until-settled.ts";

export interface RollbackInput {
  readonly environment: string;
  /** Undefined: the whole environment, to a snapshot. */
  readonly prompt?: string | undefined;
  readonly reason: string;
  /** Default: the version that was live before. */
  readonly to?: string | undefined;
  /** An entry's number or a time: the environment goes back to what it was then. */
  readonly snapshot?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

interface Plan {
  readonly state: ReleaseState;
  readonly changes: readonly Change[];
  readonly kept: readonly string[];
  readonly snapshot?: number;
}

/**
 * Points an environment back, for one prompt or, in one entry, for all of them. It asks no gate and no model, and needs no network: what
 * the remote cannot take now is recorded here, and goes up with the next release command.
 * @throws PromptopsError `missing-reason`, `nothing-live`, `nothing-earlier`, `never-live-there`, `unknown-snapshot`.
 */
export async function rollback(deps: ReleaseDeps, input: RollbackInput): Promise<RollbackResult> {
  if (input.reason.trim() === "") throw new PromptopsError("missing-reason", "A rollback needs a reason.", { where: "--reason" });
  if (input.prompt !== undefined) requirePromptId(input.prompt);
  const by = await requireIdentity(deps.git);
  const remote = await knownRemote(deps.git);
  // Where to is decided once: were it decided again after somebody else's rollback, this one would lead back to the bad version.
  let wish = input;
  return untilSettled(deps, async () => {
    const log = await syncLog(deps, { remote, prompts: [], mayBeOffline: true });
    const { state, changes, kept, snapshot } = await planFor(deps, wish, log);
    wish = snapshot === undefined ? { ...wish, to: changes[0]?.to ?? wish.to } : { ...wish, snapshot: String(snapshot) };
    const about = { environment: input.environment, ...(input.prompt === undefined ? {} : { prompt: input.prompt }), ...(snapshot === undefined ? {} : { snapshot }), reason: input.reason, kept: [...kept] };
    if (changes.length === 0) return { outcome: "already-there" as const, ...about, ...recordedParts(log, []) };
    if (input.dryRun === true) return { outcome: "planned" as const, ...about, ...recordedParts(log, changes) };
    const draft = { kind: "rollback" as const, at: new Date(deps.clock.now()).toISOString(), by, changes: [...changes], reason: input.reason, ...(snapshot === undefined ? {} : { snapshot }) };
    const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: true });
    return recorded === "moved" ? "moved" : { outcome: "rolled-back" as const, ...about, ...recordedParts(log, changes, recorded) };
  });
}

async function planFor({ git }: ReleaseDeps, { environment, prompt, to, snapshot }: RollbackInput, { tip }: SyncedLog): Promise<Plan> {
  if (snapshot === undefined) {
    if (prompt === undefined) throw new PromptopsError("missing-argument", "A rollback is of a prompt, or with `--snapshot` of a whole environment.");
    const state = await readState(git, tip, { prompts: [prompt], environments: [environment] });
    const change = planRollback(state, { prompt, environment, to });
    return { state, changes: change === undefined ? [] : [change], kept: [] };
  }
  const point = parseLogPoint(snapshot);
  const entries = tip === undefined ? [] : await readEntries(git, tip);
  const then = point === undefined ? undefined : liveAt(entries, point);
  if (point === undefined || then === undefined || then.sequence === 0 || ("sequence" in point && then.sequence !== point.sequence)) {
    throw new PromptopsError("unknown-snapshot", `"${snapshot}" is no point of the release log, which has ${entries.length} ${entries.length === 1 ? "entry" : "entries"}.`, { where: "--snapshot" });
  }
  const state = await readState(git, tip, "all");
  const { changes, kept } = planSnapshotRollback(state, then, environment);
  const mine = (other: string) => prompt === undefined || other === prompt;
  return { state, changes: changes.filter((change) => mine(change.prompt)), kept: kept.filter(mine), snapshot: then.sequence };
}

function requirePromptId(id: string): void {
  const bad = badPromptId(id);
  if (bad !== undefined) throw new PromptopsError("invalid-id", `\`${id}\` is no prompt id: ${bad}.`);
}
