import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { eventSentence } from "../core/release/event-sentence.ts";
import { liveAt, parseLogPoint } from "../core/release/live-at.ts";
import { liveKey, type ReleaseState } from "../core/release/release-state.ts";
import type { LiveResult } from "../core/results/live.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { readLog } from "./release/release-log.ts";
import { viewLog } from "./release/view-log.ts";

export interface LiveInput {
  readonly prompt?: string | undefined;
  readonly environment?: string | undefined;
  /** An entry's number or a time. Default: now. */
  readonly at?: string | undefined;
  /** Ask the remote first. */
  readonly fetch?: boolean | undefined;
}

/** Which version is, or was, live where, since when, and why. @throws PromptopsError `nothing-live` for names the log does not know, `unknown-snapshot`. */
export async function live({ git }: { readonly git: GitRepo }, { prompt, environment, at, fetch = false }: LiveInput): Promise<LiveResult> {
  const remote = await knownRemote(git);
  if (fetch) await fetchLog(git, remote, []);
  const { tip, state: now, pending, superseded } = await viewLog(git, remote, "all");
  const state = at === undefined ? now : await stateAt(git, tip, at);
  refuseUnknown(now, "prompt", prompt);
  refuseUnknown(now, "environment", environment);
  const wanted = [...state.live.values()].filter(
    (record) => (prompt ?? record.prompt) === record.prompt && (environment ?? record.environment) === record.environment,
  );
  return {
    ...(at === undefined ? {} : { at }),
    entry: state.sequence,
    live: wanted.sort((a, b) => (liveKey(a) < liveKey(b) ? -1 : 1)),
    pending: pending.map(({ event }) => eventSentence(event)),
    superseded: superseded.map(({ entry, reason }) => `${eventSentence(entry.event)}: ${reason}`),
  };
}

async function stateAt(git: GitRepo, tip: string | undefined, text: string): Promise<ReleaseState> {
  const point = parseLogPoint(text);
  if (point === undefined)
    throw new PromptopsError("unknown-snapshot", `"${text}" is neither an entry's number nor a time.`, {
      where: "--at",
      hint: "Write `--at 42`, `--at 2026-11-20` or `--at 2026-11-20T09:00Z`.",
    });
  return liveAt(await readLog(git, tip), point);
}

/** A name that nothing was ever live under is a typo until shown otherwise. */
function refuseUnknown({ live: records }: ReleaseState, what: "prompt" | "environment", name: string | undefined): void {
  const known = new Set([...records.values()].map((record) => record[what]));
  if (name === undefined || known.has(name)) return;
  const near = nearest(name, known);
  throw new PromptopsError(
    "nothing-live",
    what === "prompt" ? `Nothing of ${name} was ever live.` : `Nothing was ever live in ${name}.`,
    near === undefined ? {} : { hint: `Did you mean \`${near}\`?` },
  );
}
