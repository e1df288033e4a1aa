import { digestOf } from "../../core/identity/digest.ts";
import type { Problem } from "../../core/errors/problem.ts";
import type { Job } from "../../core/model/job.ts";
import type { RunDueDeps } from "./run-due-deps.ts";
import { readSchedules, type Schedules, type TickProject } from "./tick-project.ts";

const name = "schedules";
/** Of what is kept: another one is made anew. */
const format = 1;

interface Kept {
  readonly key: string;
  readonly jobs: readonly (readonly [string, Job])[];
  readonly broken: readonly (readonly [string, readonly Problem[]])[];
}

/** What decides what `readSchedules` gives: the files themselves, and the names they may use. */
export async function schedulesKey({ git }: Pick<RunDueDeps, "git">, { commit, config }: TickProject): Promise<string> {
  const folder = (await git.entries(commit, "")).find((entry) => entry.name === "schedules");
  const names = [Object.keys(config.environments ?? {}), Object.keys(config.destinations ?? {})];
  return digestOf({ of: "schedules", format, tree: folder?.oid ?? "none", names });
}

/** The schedules of a commit; parsed once for every state of their folder. */
export async function cachedSchedules({ cache }: Pick<RunDueDeps, "cache">, project: TickProject, key: string): Promise<Schedules> {
  const kept = keptIn(await cache.get(name));
  if (kept?.key === key) return { jobs: new Map(kept.jobs), broken: new Map(kept.broken) };
  const read = await readSchedules(project);
  await cache.put(name, JSON.stringify({ key, jobs: [...read.jobs], broken: [...read.broken] } satisfies Kept));
  return read;
}

function keptIn(text: string | undefined): Kept | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
