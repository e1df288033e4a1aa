import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { versionName } from "../../core/release/version-name.ts";
import { versionsOf } from "../../core/release/versions-of.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { logRef, readEntry, seenRef, tagRef, trackingRef } from "./release-log.ts";
import { newestTip } from "./view-log.ts";

/** The remote's log does not hold an entry that it once held. */
function rewritten(remote: string, seen: string): PromptopsError {
  return new PromptopsError(
    "release-log-lost",
    `The release log on ${remote} was rewritten: it no longer holds entry ${seen.slice(0, 7)}, which it once held.`,
    {
      where: `${remote} promptops/releases`,
      hint: `If that is how it must be: \`git update-ref -d ${seenRef(remote)}\`; else push the old log back: \`git push --force ${remote} ${seen}:${logRef}\`.`,
    },
  );
}

/** Of what was last fetched of the remote's log. @throws PromptopsError `release-log-lost` when it no longer holds what it once held. */
export async function requireNotRewritten(git: GitRepo, remote: string): Promise<void> {
  const [there, seen] = await Promise.all([trackingRef(remote), seenRef(remote)].map((ref) => git.ref(ref)));
  if (there === undefined || seen === undefined || there === seen) return;
  if (!(await git.isAncestor(seen, there)) && !(await git.isAncestor(there, seen))) throw rewritten(remote, seen);
}

/**
 * Asks the remote itself, since a fetch leaves alone what the remote no longer has. @param known An entry that was once seen there.
 * @throws as `GitRepo.fetch` does.
 */
export async function deletedLog(git: GitRepo, remote: string, known: string | undefined): Promise<PromptopsError | undefined> {
  if (known === undefined || (await git.remoteRefs(remote, [logRef])).has(logRef)) return undefined;
  return new PromptopsError("release-log-lost", `The release log on ${remote} was deleted: it once held entry ${known.slice(0, 7)}, and is gone.`, {
    where: `${remote} promptops/releases`,
    hint: await pushBack(git, remote, known),
  });
}

/** Entries that only a newer copy has would be written anew by whoever releases on an older one: the newest of all clones' is to go up. */
async function pushBack(git: GitRepo, remote: string, known: string): Promise<string> {
  const newest = (await newestTip(git, remote)) ?? known;
  return [
    `Of all clones' copies of the log the newest is to be pushed back: ${await lastEntryOf(git, newest)}, and \`promptops history --limit 1\` shows each clone's.`,
    `Where this is the newest: \`git push ${remote} ${newest}:${logRef}\`; see "The remote's release log is gone" in docs/runbook.md.`,
  ].join(" ");
}

async function lastEntryOf(git: GitRepo, tip: string): Promise<string> {
  try {
    return `this clone's ends with entry ${(await readEntry(git, tip)).event.sequence}`;
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "release-log-damaged") return "this clone's is damaged";
    throw error;
  }
}

/** What a remote that was just fetched from lost of its log. @param known An entry that was seen there before. @throws as `GitRepo.fetch` does. */
export async function lostLog(git: GitRepo, remote: string, known: string | undefined): Promise<PromptopsError | undefined> {
  if (known === undefined) return undefined;
  const deleted = await deletedLog(git, remote, known);
  if (deleted !== undefined) return deleted;
  const there = await git.ref(trackingRef(remote));
  return there !== undefined && (await git.isAncestor(known, there)) ? undefined : rewritten(remote, known);
}

/**
 * Numbers start anew only where nothing was released: a version goes to the remote together with its entry, so a version's tag there
 * without any log means that the log was lost, or was not shared.
 * @throws PromptopsError `release-log-lost`; as `GitRepo.fetch` does.
 */
export async function requireNoLostLog(git: GitRepo, remote: string): Promise<void> {
  const names = (await git.refs("refs/tags/")).map(({ name }) => name.slice("refs/tags/".length)).filter((name) => name.includes("@"));
  const versions = versionsOf(await git.readTags(names)).map(versionName);
  if (versions.length === 0) return;
  const there = await git.remoteRefs(remote, ["refs/tags/*"]);
  const shared = versions.filter((name) => there.has(tagRef(name)));
  if (shared.length === 0) return;
  throw new PromptopsError(
    "release-log-lost",
    `There ${shared.length === 1 ? "is 1 version tag" : `are ${shared.length} version tags`} on ${remote}, and no release log that names ${shared.length === 1 ? "it" : "them"}.`,
    {
      where: `${remote} promptops/releases`,
      hint: `Whoever has the newest copy of the log (\`promptops history --limit 1\` shows a clone's last entry) pushes it back: \`git push ${remote} promptops/releases\`; then run this again.`,
    },
  );
}
