import type { GitRepo, RemoteLook } from "../../ports/git-repo.ts";
import { logRef, tagRef, trackingRef } from "./release-log.ts";

export interface FetchedReleases {
  /** Names of tags that the remote has with another content than this repository. */
  readonly conflicting: readonly string[];
  /** Does the remote have a log? */
  readonly hasLog: boolean;
}

/** What to ask a remote for, to know what it has of the log and of these prompts' tags. */
export function releaseRefs(prompts: readonly string[]): string[] {
  return [logRef, ...prompts.map((prompt) => tagRef(`${prompt}@*`))];
}

/**
 * Takes over what the remote has of the log and of these prompts' tags. Mostly that is nothing new, and asking for it is all that is
 * done: a fetch compares all refs of both sides, however many there are.
 * @param known What the remote was just said to have of `releaseRefs`, so that it need not be asked.
 * @throws as `GitRepo.fetch` does.
 */
export async function fetchReleases(git: GitRepo, remote: string, prompts: readonly string[], known?: RemoteLook["refs"]): Promise<FetchedReleases> {
  const [, ...tags] = releaseRefs(prompts);
  const there = known ?? (await git.remoteRefs(remote, releaseRefs(prompts)));
  const [log, ...tagged] = await Promise.all([git.ref(trackingRef(remote)), ...tags.map((pattern) => git.refs(pattern))]);
  const here = new Map([[logRef, log], ...tagged.flat().map(({ name, oid }) => [name, oid] as const)]);
  const isKnown = [...there].every(([name, oid]) => here.get(name) === oid);
  return { conflicting: isKnown ? [] : await git.fetch(remote, [logRef, ...tags]), hasLog: there.has(logRef) };
}
