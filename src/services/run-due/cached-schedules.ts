import type { Problem } from "../../core/errors/problem.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { Job } from "../../core/model/job.ts";
import type { Tick } from "./tick.ts";
import { readSchedules, type Schedules } from "./tick-project.ts";

/** What schedules mean is decided by their files, by the names that the configuration has, and by the program that reads them. */
export async function schedulesKey({ deps: { git, toolVersion }, project: { commit, config } }: Pick<Tick, "deps" | "project">): Promise<string> {
  return digestOf({
    tree: (await git.idAt(commit, "schedules")) ?? null,
    environments: Object.keys(config.environments ?? {}),
    destinations: Object.keys(config.destinations ?? {}),
    version: toolVersion,
  });
}

interface Kept {
  readonly key: string;
  readonly jobs: readonly (readonly [string, Job])[];
  readonly broken: readonly (readonly [string, readonly Problem[]])[];
}

/** All schedules of a project, parsed when one of them has changed. @param key Theirs. */
export async function cachedSchedules({ deps: { cache }, project }: Pick<Tick, "deps" | "project">, key: string): Promise<Schedules> {
  const kept = parsed(await cache.get("schedules"));
  if (kept?.key === key) return { jobs: new Map(kept.jobs), broken: new Map(kept.broken) };
  const read = await readSchedules(project);
  await cache.put("schedules", JSON.stringify({ key, jobs: [...read.jobs], broken: [...read.broken] } satisfies Kept));
  return read;
}

function parsed(text: string | undefined): Kept | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
