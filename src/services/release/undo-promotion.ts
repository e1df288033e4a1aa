import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { planRollback } from "../../core/release/plan-rollback.ts";
import type { Undoes } from "../../core/release/release-event.ts";
import { liveKey } from "../../core/release/release-state.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { Undone } from "../../core/results/after-promote.ts";
import { requireIdentity } from "./committed-project.ts";
import { openLog } from "./open-log.ts";
import { recordEvent } from "./record-event.ts";
import type { ReleaseDeps } from "./release-deps.ts";
import { untilSettled } from "./until-settled.ts";

export interface UndoInput {
  readonly remote: string | undefined;
  readonly environment: string;
  readonly prompt: string;
  readonly reason: string;
  readonly undoes: Undoes;
  readonly dryRun?: boolean | undefined;
}

/**
 * Rolls back one promotion, as `rollback` does and for a reason that names the check: only as long as it is that promotion that made live what
 * is live. Whatever somebody else made live meanwhile stays. Needs no network.
 * @throws PromptopsError `unknown-identity`, `release-log-damaged`, `too-many-races`.
 */
export async function undoPromotion(deps: ReleaseDeps, { remote, environment, prompt, reason, undoes, dryRun = false }: UndoInput): Promise<Undone> {
  const by = await requireIdentity(deps.git);
  const told = { reason, undoes };
  return untilSettled(deps, async () => {
    const scope = { prompts: [prompt], environments: [environment] };
    const { log, state } = await openLog(deps, { remote, prompts: [], mayBeOffline: true, scope, dryRun });
    const live = state.live.get(liveKey({ environment, prompt }));
    const nothingDone = { ...told, changes: [], shared: log.offline === undefined };
    if (live?.sequence !== undoes.entry) {
      const now = live === undefined ? "nothing of it is" : `${versionName(live)} is, since entry ${live.sequence}`;
      return {
        outcome: "overtaken" as const,
        message: `Not rolled back: in ${environment} ${now}, and not by the promotion that was checked.`,
        ...nothingDone,
      };
    }
    let change;
    try {
      change = planRollback(state, { prompt, environment });
    } catch (error) {
      if (!(error instanceof PromptopsError) || error.code !== "nothing-earlier") throw error;
      return { outcome: "nothing-earlier" as const, message: `Not rolled back, and still live: ${error.message}`, ...nothingDone };
    }
    if (change === undefined) throw new TypeError("a rollback without a target goes to another version");
    const changes = [change];
    if (dryRun) return { outcome: "planned" as const, message: `Would roll back ${prompt} in ${environment} to ${change.to}.`, ...nothingDone, changes };
    const draft = { kind: "rollback" as const, at: new Date(deps.clock.now()).toISOString(), by, changes, reason, undoes };
    const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: true });
    if (recorded === "moved") return "moved";
    const { offline } = recorded;
    return {
      outcome: "rolled-back" as const,
      message: `Rolled back ${prompt} in ${environment} from ${change.from} to ${change.to}.`,
      ...told,
      changes,
      entry: recorded.event.sequence,
      shared: offline === undefined,
      ...(offline === undefined ? {} : { offline: { code: offline.code, message: offline.message } }),
    };
  });
}
