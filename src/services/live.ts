import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { DeprecatedThere } from "../core/release/deprecated-among.ts";
import type { LogPoint } from "../core/release/log-point.ts";
import { emptyState, liveKey, type LiveRecord, type ReleaseState } from "../core/release/release-state.ts";
import { versionName } from "../core/release/version-name.ts";
import { instant } from "../core/run/instant.ts";
import type { LiveResult } from "../core/results/live.ts";
import type { Clock } from "../ports/clock.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { TextCache } from "../ports/text-cache.ts";
import { deprecations } from "./release/deprecations.ts";
import { requireExplained } from "./release/explained-log.ts";
import { knownNames, requireKnown } from "./release/known-names.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { requireEntry, requirePoint } from "./release/log-point.ts";
import { nothing, readState, type StateScope } from "./release/read-state.ts";
import { newestTip, standingOf, viewLog } from "./release/view-log.ts";

export interface LiveInput {
  readonly prompt?: string | undefined;
  readonly environment?: string | undefined;
  /** An entry's number or a time. Default: now. */
  readonly at?: string | undefined;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
}

export interface LiveDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly clock: Clock;
  /** What is live everywhere, as it was read before. Absent = it is read each time. */
  readonly cache?: TextCache | undefined;
}

/**
 * Which version is, or was, live where, since when, and why.
 * @throws PromptopsError `unknown-prompt`, `unknown-environment`, `unknown-snapshot`, `invalid-time`, `release-log-forged`; `nothing-live` for a known name that nothing was ever live under.
 */
export async function live({ git, workTree, clock, cache }: LiveDeps, { prompt, environment, at, fetch = false }: LiveInput): Promise<LiveResult> {
  const point = at === undefined ? undefined : requirePoint(at, { flag: "--at", now: clock.now() });
  const remote = await knownRemote(git);
  if (fetch) await fetchLog(git, remote, []);
  await requireExplained(git, await newestTip(git, remote), cache);
  const asked = { prompts: prompt === undefined ? ("all" as const) : [prompt], environments: environment === undefined ? ("all" as const) : [environment] };
  // Where something is live the names are right.
  const isNamed = prompt !== undefined || environment !== undefined;
  const scope = { ...asked, versions: "none" as const };
  const view = await viewLog(git, remote, at === undefined || isNamed ? scope : nothing, cache);
  const { tip, state: now } = view;
  const isWanted = (record: LiveRecord) => (prompt ?? record.prompt) === record.prompt && (environment ?? record.environment) === record.environment;
  if (isNamed && ![...now.live.values()].some(isWanted)) {
    const { state: whole } = await viewLog(git, remote, "all");
    requireKnown(await knownNames(git, workTree, whole), { prompt, environment }, inOrder);
    refuseNeverLive(whole, "prompt", prompt);
    refuseNeverLive(whole, "environment", environment);
  }
  const state = point === undefined ? { ...now, commit: tip } : await stateAt(git, tip, point, scope);
  const wanted = [...state.live.values()].filter(isWanted).sort((a, b) => (liveKey(a) < liveKey(b) ? -1 : 1));
  return {
    ...(point === undefined ? {} : { at: "at" in point ? instant(point.at) : String(point.sequence) }),
    entry: state.sequence,
    ...(tip === undefined && remote !== undefined && !fetch ? { unasked: remote } : {}),
    ...standingOf(view, fetch ? undefined : remote),
    live: wanted,
    deprecated: await deprecatedIn(git, state.commit, wanted, point === undefined ? cache : undefined),
  };
}

async function stateAt(git: GitRepo, tip: string | undefined, point: LogPoint, scope: StateScope): Promise<ReleaseState & { commit?: string }> {
  if (tip === undefined) return emptyState;
  const entry = await requireEntry(git, tip, point, "--at");
  return entry === undefined ? emptyState : { ...(await readState(git, entry.commit, scope)), commit: entry.commit };
}

/** Of what is live, what was deprecated by then. @param commit The log's end. */
async function deprecatedIn(git: GitRepo, commit: string | undefined, live: readonly LiveRecord[], cache: TextCache | undefined): Promise<DeprecatedThere[]> {
  if (commit === undefined) return [];
  const reasons = await deprecations(git, commit, live, cache);
  return live.flatMap(({ environment, prompt, version }) => {
    const reason = reasons.get(versionName({ prompt, version }));
    return reason === undefined ? [] : [{ environment, prompt, version, reason }];
  });
}

function inOrder(prompt: string, environment: string): string {
  const words = [...(prompt === "PROMPT" ? [] : [prompt]), ...(environment === "ENVIRONMENT" ? [] : [`--environment ${environment}`])];
  return ["promptops live", ...words].join(" ");
}

function refuseNeverLive({ live: records }: ReleaseState, what: "prompt" | "environment", name: string | undefined): void {
  if (name === undefined || [...records.values()].some((record) => record[what] === name)) return;
  throw what === "prompt"
    ? new PromptopsError("nothing-live", `Nothing of ${name} was ever live.`, { hint: `Run \`promptops history ${name}\` to see what was published of it.` })
    : new PromptopsError("nothing-live", `Nothing was ever live in ${name}.`);
}
