import type { GitRepo } from "../../ports/git-repo.ts";
import { logRef, tagRef, trackingRef } from "./release-log.ts";

export interface FetchedReleases {
  /** Names of tags that the remote has with another content than this repository. */
  readonly conflicting: readonly string[];
  /** Does the remote have a log? */
  readonly hasLog: boolean;
}

/**
 * Takes over what the remote has of the log and of these prompts' tags. Mostly that is nothing new, and asking for it is all that is
 * done: a fetch compares all refs of both sides, however many there are.
 * @throws as `GitRepo.fetch` does.
 */
export async function fetchReleases(git: GitRepo, remote: string, prompts: readonly string[]): Promise<FetchedReleases> {
  const tags = prompts.map((prompt) => tagRef(`${prompt}@*`));
  const there = await git.remoteRefs(remote, [logRef, ...tags]);
  const [log, ...tagged] = await Promise.all([git.ref(trackingRef(remote)), ...tags.map((pattern) => git.refs(pattern))]);
  const here = new Map([[logRef, log], ...tagged.flat().map(({ name, oid }) => [name, oid] as const)]);
  const isKnown = [...there].every(([name, oid]) => here.get(name) === oid);
  return { conflicting: isKnown ? [] : await git.fetch(remote, [logRef, ...tags]), hasLog: there.has(logRef) };
}
