import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { DeprecateResult } from "../core/results/deprecate.ts";
import { requireIdentity } from "./release/committed-project.ts";
import { knownRemote } from "./release/known-remote.ts";
import { namedVersion } from "./release/named-version.ts";
import { openLog } from "./release/open-log.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { ReleaseDeps } from "./release/release-deps.ts";
import { requireRecord } from "./release/released-version.ts";
import { wayOut } from "../core/release/way-out.ts";
import { untilSettled } from "./release/until-settled.ts";
import { withoutPending } from "./release/without-pending.ts";

export interface DeprecateInput {
  /** `billing/summarize@1.2.0` */
  readonly version: string;
  readonly reason: string;
  readonly dryRun?: boolean | undefined;
}

/**
 * Records that a version shall not be promoted any more. Where it is live it stays until something else is promoted, or rolled back to.
 * @throws PromptopsError `missing-reason`, `unknown-version`.
 */
export async function deprecate(deps: ReleaseDeps, { version, reason, dryRun = false }: DeprecateInput): Promise<DeprecateResult> {
  const { git } = deps;
  if (reason.trim() === "") throw new PromptopsError("missing-reason", "A deprecation needs a reason.", { where: "--reason" });
  const name = await namedVersion(git, version);
  const by = await requireIdentity(git);
  const remote = await knownRemote(git);
  return untilSettled(deps, async () => {
    const { log, state } = await openLog(deps, { remote, prompts: [name.prompt], mayBeOffline: true, scope: "all", dryRun });
    const record = requireRecord(state, name);
    const live_in = [...state.live.values()]
      .filter((live) => live.prompt === name.prompt && live.version === name.version)
      .map((live) => live.environment)
      .sort();
    const about = { ...name, live_in, next: live_in.map((environment) => wayOut(state, name, environment)) };
    if (record.deprecated !== undefined)
      return { outcome: "already-deprecated" as const, ...about, reason: record.deprecated.reason, ...recordedParts(await withoutPending(git, log), []) };
    if (dryRun) return { outcome: "planned" as const, ...about, reason, ...recordedParts(log, []) };
    const draft = { kind: "deprecate" as const, at: new Date(deps.clock.now()).toISOString(), by, about: name, changes: [], reason };
    const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: true });
    return recorded === "moved" ? "moved" : { outcome: "deprecated" as const, ...about, reason, ...recordedParts(log, [], recorded) };
  });
}
