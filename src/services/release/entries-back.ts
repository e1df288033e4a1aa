import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntriesOf, readLog, type DatedEntry } from "./release-log.ts";

/** Mostly a few entries are enough; for many, git is not asked again and again. */
const first = 32;
const most = 4_096;

/**
 * The log from its tip back, newest first: whoever has seen enough stops, and no more is read.
 * @param since Milliseconds since the epoch: only what is not older. All commits are looked at for it, since a clock that was behind hides nothing, and
 * of those that are too old no entry is read; the commit has its entry's date, which `verify` holds it to.
 * @throws PromptopsError `history-missing` where a shallow clone ends before whoever asks; `release-log-damaged`.
 */
export async function* entriesBack(git: GitRepo, tip: string | undefined, since?: number): AsyncGenerator<DatedEntry> {
  if (tip === undefined) return;
  for await (const commits of since === undefined ? piecesBack(git, tip) : piecesSince(git, tip, since)) yield* await readEntriesOf(git, commits);
  if (await git.isShallow()) await readLog(git, tip);
}

type Commits = Awaited<ReturnType<GitRepo["commits"]>>;

async function* piecesBack(git: GitRepo, tip: string): AsyncGenerator<Commits> {
  let [from, size]: [string | undefined, number] = [tip, first];
  while (from !== undefined) {
    const commits: Commits = await git.commits(from, [], size);
    yield commits;
    from = commits.at(-1)?.parent;
    size = Math.min(2 * size, most);
  }
}

async function* piecesSince(git: GitRepo, tip: string, since: number): AsyncGenerator<Commits> {
  // Commits know of no milliseconds.
  const commits = (await git.commits(tip, [])).filter(({ at }) => at + 1_000 > since);
  for (let [from, size] = [0, first]; from < commits.length; from += size, size = Math.min(2 * size, most)) yield commits.slice(from, from + size);
}
