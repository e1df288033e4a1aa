import { PromptopsError } from "../core/errors/promptops-error.ts";
import { badPromptId } from "../core/model/document-paths.ts";
import { deprecatedAmong } from "../core/release/deprecated-among.ts";
import { planRollback, planSnapshotRollback, repeatedRollback, type Kept, type RollbackWish } from "../core/release/plan-rollback.ts";
import type { Change } from "../core/release/release-event.ts";
import { liveKey, type LiveRecord, type ReleaseState } from "../core/release/release-state.ts";
import { versionName, type VersionName } from "../core/release/version-name.ts";
import type { RollbackResult } from "../core/results/rollback.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { requireIdentity } from "./release/committed-project.ts";
import { knownNames, requireKnown } from "./release/known-names.ts";
import { knownRemote } from "./release/known-remote.ts";
import { openLog } from "./release/open-log.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import { readState, withVersions, type StateScope } from "./release/read-state.ts";
import type { ReleaseDeps } from "./release/release-deps.ts";
import { requireRecord } from "./release/released-version.ts";
import { entryAt, requireEntry, requirePoint } from "./release/log-point.ts";
import { untilSettled } from "./release/until-settled.ts";
import { withoutPending } from "./release/without-pending.ts";

export interface RollbackInput {
  /** Undefined: every environment there is, to a snapshot. */
  readonly environment?: string | undefined;
  /** Further environments, which go back in the same entry. */
  readonly alsoIn?: readonly string[] | undefined;
  /** Undefined: everything that is live there, to a snapshot. */
  readonly prompt?: string | undefined;
  /** Further prompts, which go back in the same entry: all of them or none. */
  readonly also?: readonly string[] | undefined;
  readonly reason: string;
  /** Of one prompt. Default: the version that was live before. */
  readonly to?: string | undefined;
  /** An entry's number or a time: what is meant goes back to what it was then. */
  readonly snapshot?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

interface Plan {
  readonly changes: readonly Change[];
  readonly kept: readonly Kept[];
  readonly snapshot?: number;
  readonly notes?: readonly string[];
}

/** What is to go back, and where to as far as that is decided. */
interface Wish {
  readonly environments: readonly string[] | "all";
  readonly prompts: readonly string[] | "all";
  /** By `liveKey`. */
  readonly to: ReadonlyMap<string, string>;
  readonly snapshot: string | undefined;
  readonly reason: string;
}

/**
 * Points environments back, in one entry: for one prompt, for several or for all of them, in one environment, in several or in all of them. It asks
 * no gate and no model, and needs no network: what the remote cannot take now is recorded here, and goes up with the next release command.
 * @throws PromptopsError `missing-argument`, `missing-reason`, `unknown-prompt`, `unknown-environment`, `nothing-live`, `nothing-earlier`, `unknown-version`, `never-live-there`, `unknown-snapshot`.
 */
export async function rollback(deps: ReleaseDeps, input: RollbackInput): Promise<RollbackResult> {
  requireArguments(input);
  const { reason } = input;
  const prompts: Wish["prompts"] = input.prompt === undefined ? "all" : [...new Set([input.prompt, ...(input.also ?? [])])];
  const environments: Wish["environments"] = input.environment === undefined ? "all" : [...new Set([input.environment, ...(input.alsoIn ?? [])])];
  const by = await requireIdentity(deps.git);
  const remote = await knownRemote(deps.git);
  // Where to is decided once: were it decided again after somebody else's rollback, this one would lead back to the bad version.
  const to = new Map(input.to === undefined ? [] : pairsOf(environments, prompts).map((pair) => [liveKey(pair), input.to ?? ""]));
  let wish: Wish = { environments, prompts, to, snapshot: input.snapshot, reason };
  const meant = {
    ...(input.environment === undefined ? {} : { environment: input.environment }),
    ...(environments === "all" || environments.length === 1 ? {} : { also_in: environments.slice(1) }),
    ...(input.prompt === undefined ? {} : { prompt: input.prompt }),
    ...(prompts === "all" || prompts.length === 1 ? {} : { also: prompts.slice(1) }),
  };
  return untilSettled(deps, async () => {
    const scope = { prompts, environments, ...(input.snapshot === undefined ? {} : { versions: "none" as const }) };
    const { log, state } = await openLog(deps, { remote, prompts: [], mayBeOffline: true, scope, dryRun: input.dryRun === true });
    await requireNames(deps, wish, log.tip, state);
    const { changes, kept, snapshot, notes = [] } = await planFor(deps, wish, log.tip, state);
    wish =
      snapshot === undefined
        ? { ...wish, to: new Map([...wish.to, ...changes.map((change) => [liveKey(change), change.to] as const)]) }
        : { ...wish, snapshot: String(snapshot) };
    const whole = log.tip === undefined || changes.length === 0 ? state : await withVersions(deps.git, log.tip, state, changes.map(targetOf));
    const deprecated = deprecatedAmong(
      whole,
      changes.map((change) => ({ ...change, version: change.to })),
    );
    const about = { ...meant, ...(snapshot === undefined ? {} : { snapshot }), reason, kept: [...kept], deprecated };
    if (changes.length === 0) {
      const settled = await withoutPending(deps.git, log);
      return { outcome: "already-there" as const, ...about, ...recordedParts({ ...settled, notes: [...settled.notes, ...notes] }, []) };
    }
    if (input.dryRun === true) return { outcome: "planned" as const, ...about, ...recordedParts(log, changes) };
    const draft = {
      kind: "rollback" as const,
      at: new Date(deps.clock.now()).toISOString(),
      by,
      changes: [...changes],
      reason,
      ...(snapshot === undefined ? {} : { snapshot }),
    };
    const recorded = await recordEvent(deps, { log, state: whole, draft, mayBeOffline: true });
    return recorded === "moved"
      ? "moved"
      : { outcome: "rolled-back" as const, ...about, ...recordedParts({ ...log, notes: [...log.notes, ...notes] }, changes, recorded) };
  });
}

/** @throws PromptopsError `missing-argument`, `missing-reason`, `invalid-id`. */
function requireArguments({ environment, alsoIn = [], prompt, also = [], snapshot, reason }: RollbackInput): void {
  const isNamed = environment !== undefined && prompt !== undefined;
  const isClear = (prompt !== undefined || also.length === 0) && (environment !== undefined || (alsoIn.length === 0 && prompt === undefined));
  if (!isClear || (!isNamed && snapshot === undefined))
    throw new PromptopsError("missing-argument", "A rollback needs PROMPT and ENVIRONMENT, or `--snapshot`: then everything goes back, or all of ENVIRONMENT.");
  if (reason.trim() === "") throw new PromptopsError("missing-reason", "A rollback needs a reason.", { where: "--reason" });
  for (const id of prompt === undefined ? [] : [prompt, ...also]) requirePromptId(id);
}

/** Each prompt in each environment; none where either is not named. */
function pairsOf(environments: Wish["environments"], prompts: Wish["prompts"]): { readonly environment: string; readonly prompt: string }[] {
  if (environments === "all" || prompts === "all") return [];
  return environments.flatMap((environment) => prompts.map((prompt) => ({ environment, prompt })));
}

/** Where something is live the names are right, whatever the configuration says by now. */
async function requireNames({ git, workTree }: ReleaseDeps, { environments, prompts }: Wish, tip: string | undefined, state: ReleaseState): Promise<void> {
  if (environments === "all") return;
  const live = [...state.live.values()];
  const doubtful =
    prompts === "all"
      ? environments.filter((environment) => !live.some((record) => record.environment === environment)).map((environment) => ({ environment }))
      : pairsOf(environments, prompts).filter((pair) => !state.live.has(liveKey(pair)));
  if (doubtful.length === 0) return;
  const known = await knownNames(git, workTree, await readState(git, tip, "all"));
  for (const { environment, ...more } of doubtful) {
    if (prompts === "all" && known.prompts.has(environment) && !known.environments.has(environment))
      throw new PromptopsError("missing-argument", `${environment} is a prompt, and no environment is named.`, {
        hint: `\`promptops rollback ${environment} ENVIRONMENT --snapshot …\``,
      });
    requireKnown(known, { environment, ...more }, (id, place) => `promptops rollback ${id} ${place} --reason TEXT`);
  }
}

async function planFor(
  { git, clock }: ReleaseDeps,
  { environments, prompts, to, snapshot, reason }: Wish,
  tip: string | undefined,
  state: ReleaseState,
): Promise<Plan> {
  if (snapshot === undefined) {
    const wishes = pairsOf(environments, prompts).map((pair) => ({ ...pair, to: to.get(liveKey(pair)), reason }));
    for (const wish of wishes) requireKnownVersion(state, wish);
    const changes = wishes.flatMap((wish) => planRollback(state, wish) ?? []);
    return { changes, kept: [], notes: wishes.flatMap((wish) => repeatedRollback(state, wish) ?? []).map(alreadyRolledBack) };
  }
  const then = await snapshotOf(git, tip, snapshot, clock.now(), { environments, prompts, versions: "none" });
  const isMeant = ({ environment, prompt }: LiveRecord) =>
    (environments === "all" || environments.includes(environment)) && (prompts === "all" || prompts.includes(prompt));
  return { ...planSnapshotRollback([...state.live.values()].filter(isMeant), then), snapshot: then.sequence };
}

/** @throws PromptopsError `unknown-version` for one that was neither published nor ever live there. */
function requireKnownVersion(state: ReleaseState, { prompt, environment, to }: RollbackWish): void {
  const live = state.live.get(liveKey({ environment, prompt }));
  if (to === undefined || live === undefined || [live, ...live.earlier].some(({ version }) => version === to)) return;
  requireRecord(state, { prompt, version: to });
}

function alreadyRolledBack({ environment, prompt, version, sequence }: LiveRecord): string {
  return `Already rolled back: ${versionName({ prompt, version })} is live in ${environment} since entry ${sequence}, for that reason. To go further back, name the version: \`--to VERSION\`.`;
}

/** @throws PromptopsError as `requirePoint` and `requireEntry`; `unknown-snapshot` for a point before the first entry. */
async function snapshotOf(git: GitRepo, tip: string | undefined, text: string, now: number, scope: StateScope): Promise<ReleaseState> {
  const point = requirePoint(text, { flag: "--snapshot", now });
  if (tip === undefined) throw new PromptopsError("unknown-snapshot", "Nothing was released yet: there is nothing to go back to.", { where: "--snapshot" });
  const entry = await requireEntry(git, tip, point, "--snapshot");
  if (entry !== undefined) return readState(git, entry.commit, scope);
  const first = await entryAt(git, tip, { sequence: 1 });
  const begins = first === undefined ? "" : ` at ${first.event.at.slice(0, 19)}Z`;
  const asked = "at" in point ? new Date(point.at).toISOString().slice(0, 19) + "Z" : `entry ${point.sequence}`;
  throw new PromptopsError("unknown-snapshot", `The release log begins${begins} with entry 1, later than ${asked}: nothing was live then to go back to.`, {
    where: "--snapshot",
  });
}

function targetOf({ prompt, to }: Change): VersionName {
  return { prompt, version: to };
}

function requirePromptId(id: string): void {
  const bad = badPromptId(id);
  if (bad !== undefined) throw new PromptopsError("invalid-id", `\`${id}\` is no prompt id: ${bad}.`);
}
