import type { LogEntry } from "../../core/release/fold-log.ts";
import type { ReleaseEvent } from "../../core/release/release-event.ts";
import { liveFile, liveFolder, versionsFolder } from "../../core/release/state-files.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntriesOf, readLog } from "./release-log.ts";

/**
 * What the log says of one prompt, newest first: git finds the commits that wrote a file of its, and no other entry is read.
 * @param limit So many at most; all when absent. @throws PromptopsError `history-missing` in a shallow clone whose part of the log is not enough.
 */
export async function entriesAbout(git: GitRepo, tip: string | undefined, prompt: string, limit = Infinity): Promise<LogEntry[]> {
  if (tip === undefined) return [];
  const environments = (await git.entries(tip, liveFolder)).map(({ name }) => name);
  const folder = `${versionsFolder}/${prompt}`;
  const paths = [folder, ...environments.map((environment) => liveFile({ environment, prompt }))];
  // A prompt whose id goes on below this one's has its versions in the same folder.
  const areItsOwn = !(await git.entries(tip, folder)).some((entry) => entry.folder);
  const commits = await git.commits(tip, paths, areItsOwn && limit !== Infinity ? limit : undefined);
  const entries = (await readEntriesOf(git, commits)).filter(({ event }) => isAbout(event, prompt)).slice(0, limit);
  if (entries.length < limit && (await git.isShallow())) await readLog(git, tip);
  return entries;
}

function isAbout({ version, about, changes }: ReleaseEvent, prompt: string): boolean {
  return version?.prompt === prompt || about?.prompt === prompt || changes.some((change) => change.prompt === prompt);
}
