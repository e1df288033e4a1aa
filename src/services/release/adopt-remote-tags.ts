import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { parseVersionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readState } from "./read-state.ts";
import { tagRef } from "./release-log.ts";

/**
 * Settles tags that the remote has with another content. Where the log names the remote's, ours was left by a publish that lost the race
 * and was killed before it could clean up: it makes room, and stays reachable. Hold the lock.
 * @throws PromptopsError `tag-conflict` when the log does not name the remote's tag.
 */
export async function adoptRemoteTags(git: GitRepo, remote: string, tip: string | undefined, names: readonly string[]): Promise<string[]> {
  const notes: string[] = [];
  for (const name of names) {
    const ours = await git.ref(tagRef(name));
    const theirs = (await git.remoteRefs(remote, [tagRef(name)])).get(tagRef(name));
    if (ours === undefined || theirs === undefined || ours === theirs) continue;
    const prompt = parseVersionName(name)?.prompt;
    const named = prompt === undefined ? undefined : (await readState(git, tip, { prompts: [prompt], environments: [] })).versions.get(name)?.tag;
    if (named !== theirs)
      throw new PromptopsError(
        "tag-conflict",
        `The tag ${name} is another one on ${remote} than here, and the release log names ${named === ours ? "the one here" : "neither"}.`,
        { where: tagRef(name) },
      );
    await git.updateRefs([
      { ref: `refs/promptops/superseded/${ours}`, next: ours, expected: undefined },
      { ref: tagRef(name), next: undefined, expected: ours },
    ]);
    await git.fetch(remote, [tagRef(name)]);
    notes.push(`${name}: somebody else published this number first; the tag an interrupted publish left here made room for it.`);
  }
  return notes;
}
