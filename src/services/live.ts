import { PromptopsError } from "../core/errors/promptops-error.ts";
import { parseLogPoint } from "../core/release/log-point.ts";
import { emptyState, liveKey, type LiveRecord, type ReleaseState } from "../core/release/release-state.ts";
import type { LiveResult } from "../core/results/live.ts";
import type { Clock } from "../ports/clock.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { TextCache } from "../ports/text-cache.ts";
import { requireExplained } from "./release/explained-log.ts";
import { knownNames, requireKnown } from "./release/known-names.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { entryAt } from "./release/log-point.ts";
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
 * @throws PromptopsError `unknown-prompt`, `unknown-environment`, `unknown-snapshot`, `release-log-forged`; `nothing-live` for a known name that nothing was ever live under.
 */
export async function live({ git, workTree, clock, cache }: LiveDeps, { prompt, environment, at, fetch = false }: LiveInput): Promise<LiveResult> {
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
    requireKnown(await knownNames(git, workTree, whole), { prompt, environment });
    refuseNeverLive(whole, "prompt", prompt);
    refuseNeverLive(whole, "environment", environment);
  }
  const state = at === undefined ? now : await stateAt(git, tip, at, clock.now(), scope);
  const wanted = [...state.live.values()].filter(isWanted);
  return {
    ...(at === undefined ? {} : { at }),
    entry: state.sequence,
    ...(tip === undefined && remote !== undefined && !fetch ? { unasked: remote } : {}),
    ...standingOf(view, fetch ? undefined : remote),
    live: wanted.sort((a, b) => (liveKey(a) < liveKey(b) ? -1 : 1)),
  };
}

async function stateAt(git: GitRepo, tip: string | undefined, text: string, now: number, scope: StateScope): Promise<ReleaseState> {
  const point = parseLogPoint(text, now);
  if (point === undefined)
    throw new PromptopsError("unknown-snapshot", `"${text}" is neither an entry's number nor a time.`, {
      where: "--at",
      hint: "Write `--at 42`, `--at 2h` (ago), `--at 2026-11-20` or `--at 2026-11-20T09:00Z` (UTC).",
    });
  if (tip === undefined) return emptyState;
  const entry = await entryAt(git, tip, point);
  if (entry !== undefined) return readState(git, entry.commit, scope);
  if ("at" in point || point.sequence === 0) return emptyState;
  const { sequence } = await readState(git, tip, nothing);
  throw new PromptopsError("unknown-snapshot", `The release log has no entry ${point.sequence}: it ends with entry ${sequence}.`, { where: "--at" });
}

function refuseNeverLive({ live: records }: ReleaseState, what: "prompt" | "environment", name: string | undefined): void {
  if (name === undefined || [...records.values()].some((record) => record[what] === name)) return;
  throw what === "prompt"
    ? new PromptopsError("nothing-live", `Nothing of ${name} was ever live.`, { hint: `Run \`promptops history ${name}\` to see what was published of it.` })
    : new PromptopsError("nothing-live", `Nothing was ever live in ${name}.`);
}
