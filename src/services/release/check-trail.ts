import { isDeepStrictEqual } from "node:util";
import { blobId } from "../../core/identity/blob-id.ts";
import { foldLog, type LogEntry } from "../../core/release/fold-log.ts";
import { entryFiles, eventFile, liveFolder, versionsFolder } from "../../core/release/state-files.ts";
import type { CommitChanges, GitRepo } from "../../ports/git-repo.ts";
import type { DatedEntry } from "./release-log.ts";

/** What an entry's commit must hold. */
interface Expected {
  readonly entry: LogEntry;
  readonly path: string;
  readonly text: string;
}

/**
 * The first commit that carries another state than the entries up to it lead to, or another date than its entry, as a sentence; undefined when
 * there is none. Whoever asks what was live once finds a commit by its date and goes by its state.
 * @param entries A log in which each entry follows from the one before it, oldest first.
 */
export async function misfitOfTrail(git: GitRepo, tip: string, entries: readonly DatedEntry[]): Promise<string | undefined> {
  const late = entries.find(({ event, dated }) => Math.floor(Date.parse(event.at) / 1000) * 1000 !== dated);
  if (late !== undefined) return `${named(late)} is of ${late.event.at}, and its commit of ${new Date(late.dated).toISOString()}.`;
  const changes = new Map<string, CommitChanges>();
  for await (const each of git.changesAlong(tip)) changes.set(each.commit, each);
  const doubtful: Expected[] = [];
  let stray: string | undefined;
  foldLog(entries, (entry, change) => {
    const files = Object.entries(entryFiles(entry.event, change));
    const written = changes.get(entry.commit);
    // One that was written in another form holds the same all the same: it is read.
    for (const [path, text] of files) if (written?.contents.get(path) !== blobId(text, entry.commit.length)) doubtful.push({ entry, path, text });
    const known = new Set(files.map(([path]) => path));
    const more = [...(written?.contents.keys() ?? []), ...(written?.removed ?? [])].find((path) => isState(path) && !known.has(path));
    if (more !== undefined) stray ??= `${named(entry)} does not speak of ${more}, and its commit changes it.`;
  });
  return (await firstOther(git, doubtful)) ?? stray;
}

function isState(path: string): boolean {
  return path === eventFile || path.startsWith(`${liveFolder}/`) || path.startsWith(`${versionsFolder}/`);
}

async function firstOther(git: GitRepo, expected: readonly Expected[]): Promise<string | undefined> {
  const texts = await Promise.all(expected.map(async ({ entry, path }) => (await git.readFromEach([entry.commit], path))[0]));
  const at = expected.findIndex(({ text }, place) => !isDeepStrictEqual(parsed(texts[place]), JSON.parse(text)));
  const other = expected[at];
  return other && `${named(other.entry)} carries another ${other.path} than the entries up to it lead to.`;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function named({ commit, event }: LogEntry): string {
  return `Entry ${event.sequence} (${commit.slice(0, 7)})`;
}
