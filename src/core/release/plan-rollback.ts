import { nearest } from "../errors/nearest.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import type { Change } from "./release-event.ts";
import { liveKey, type LiveRecord, type ReleaseState } from "./release-state.ts";
import { versionName } from "./version-name.ts";

export interface RollbackWish {
  readonly prompt: string;
  readonly environment: string;
  /** Default: the version that was live before. */
  readonly to?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * The rollback that a wish without `to` asks for once more: a rollback for this very reason is what happened last. Whoever was interrupted,
 * or offline, and runs the same command again wants it done, not a step further back.
 */
export function repeatedRollback(state: ReleaseState, { prompt, environment, to, reason }: RollbackWish): LiveRecord | undefined {
  const live = state.live.get(liveKey({ environment, prompt }));
  const same = live?.kind === "rollback" && reason !== undefined && live.reason?.trim() === reason.trim();
  return to === undefined && same ? live : undefined;
}

/**
 * The change that points an environment back; undefined when it already points there, or went there for this very reason.
 * @throws PromptopsError `nothing-live`, `nothing-earlier`, `never-live-there`.
 */
export function planRollback(state: ReleaseState, wish: RollbackWish): Change | undefined {
  const { prompt, environment, to } = wish;
  const live = state.live.get(liveKey({ environment, prompt }));
  if (live === undefined) throw new PromptopsError("nothing-live", `Nothing of ${prompt} is live in ${environment}.`);
  if (to === live.version || repeatedRollback(state, wish) !== undefined) return undefined;
  return { environment, prompt, from: live.version, to: to === undefined ? before(live, state) : wasLive(live, to) };
}

/** The version that was live before the present one, without those that were rolled back from, or deprecated: nobody goes there without saying so. */
function before({ earlier, prompt, environment, version }: LiveRecord, state: ReleaseState): string {
  const isDeprecated = (other: string) => state.versions.get(versionName({ prompt, version: other }))?.deprecated !== undefined;
  const target = earlier.findLast((other) => !other.rolled_back && !isDeprecated(other.version));
  if (target !== undefined) return target.version;
  const there = earlier.map((other) => other.version);
  const told = earlier.map((other) => `${other.version} (${other.rolled_back ? "rolled back" : "deprecated"})`);
  const why =
    there.length === 0 ? `nothing was live in ${environment}` : `in ${environment} only ${told.join(" and ")} ${there.length === 1 ? "was" : "were"} live`;
  throw new PromptopsError("nothing-earlier", `There is nothing to go back to: before ${versionName({ prompt, version })}, ${why}.`, {
    hint:
      there.length === 0
        ? `A rollback goes to what was live there; \`promptops promote ${prompt}@VERSION ${environment}\` points it at another version.`
        : `To go ${there.length === 1 ? "there" : "to one of them"} all the same: --to ${there.join(" or --to ")}.`,
  });
}

function wasLive({ earlier, prompt, environment }: LiveRecord, to: string): string {
  const there = earlier.map(({ version }) => version);
  if (there.includes(to)) return to;
  const near = nearest(to, there);
  throw new PromptopsError(
    "never-live-there",
    `${versionName({ prompt, version: to })} was never live in ${environment}.`,
    near === undefined ? {} : { hint: `Did you mean \`--to ${near}\`?` },
  );
}

/** What of a prompt stays where it is. */
export type Kept = Pick<LiveRecord, "environment" | "prompt">;

export interface SnapshotPlan {
  readonly changes: readonly Change[];
  /** Live now, not yet live at the snapshot: they stay, since nothing of them was live there to go back to. */
  readonly kept: readonly Kept[];
}

/**
 * The changes that make everything that is live `now` what it was `then`, all at once; by environment, then by prompt. @param now Whatever is meant to go back.
 * @throws PromptopsError `never-live-there` where `then` says otherwise than what is known now of what was live.
 */
export function planSnapshotRollback(now: readonly LiveRecord[], then: ReleaseState): SnapshotPlan {
  const changes: Change[] = [];
  const kept: Kept[] = [];
  for (const record of now.toSorted((a, b) => (liveKey(a) < liveKey(b) ? -1 : 1))) {
    const { environment, prompt, version } = record;
    const to = then.live.get(liveKey(record))?.version;
    if (to === undefined) kept.push({ environment, prompt });
    else if (to !== version) changes.push({ environment, prompt, from: version, to: wasLive(record, to) });
  }
  return { changes, kept };
}
