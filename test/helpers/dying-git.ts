import type { Deps } from "./release-project.ts";

/** Dependencies whose git does not come back from a step: what a kill at that point leaves. */
export function dyingAt<K extends "writeCommit" | "pushAtomically" | "updateRefs" | "createTag">(deps: Deps, step: K, after: boolean): Deps {
  const git = { ...deps.git };
  const work = git[step] as (...args: unknown[]) => Promise<unknown>;
  const die = async (...args: unknown[]) => {
    if (after) await work(...args);
    const dead = () => Promise.reject(new Error("dead"));
    Object.assign(git, { updateRefs: dead, pushAtomically: dead });
    throw new Error("killed");
  };
  return { ...deps, git: Object.assign(git, { [step]: die }) };
}
