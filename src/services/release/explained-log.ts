import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { touchedFiles, unexplained } from "../../core/release/explain-entry.ts";
import type { ReleaseEvent } from "../../core/release/release-event.ts";
import type { CommitFiles, GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";
import { forgedEntry, type ForgedEntry } from "./forged-entry.ts";
import { readEntry, readRecord } from "./release-log.ts";

/** The newest entry of which this clone knows that everything up to it is explained by events. Only whoever holds the lock moves it. */
export const checkedRef = "refs/promptops/checked/releases";

/** Where nothing was checked before, so many entries back are; since what was checked all of them, up to a number that nobody reaches by working. */
const most = { first: 100, since: 5_000 };
/** Entries whose files are read at once. */
const atOnce = 200;

const doesNotFollow = "It does not follow from the one before it.";

const kept = "explained-1";
/** Fewer are checked as fast as it is remembered that they were. */
const worthKeeping = 20;

/** Commands go by the files of the log's tip, which anybody who may push can write as they like: see decision 0037. */
const checkedHere = new WeakMap<GitRepo, string>();

/**
 * The newest entries are checked to explain exactly what their commits changed, back to where this was done before.
 * @param cache For whoever only looks: what was found is remembered there, too.
 * @throws PromptopsError `release-log-forged`; `release-log-damaged` for what is no release log at all.
 */
export async function requireExplained(git: GitRepo, tip: string | undefined, cache?: TextCache): Promise<void> {
  if (tip === undefined || checkedHere.get(git) === tip) return;
  const checked = checkedHere.get(git) ?? (await checkedBefore(git, tip, cache));
  if (checked !== tip) {
    const changes = checked === undefined ? await git.filesChanged(tip, most.first) : await git.filesChanged(`${checked}..${tip}`, most.since);
    const found = await firstUnexplained(git, changes).catch((error: unknown) => joined(git, changes, error));
    if (found !== undefined) throw forgedEntry(found);
    if (changes.length > worthKeeping) await cache?.put(kept, tip);
  }
  checkedHere.set(git, tip);
}

/** Where what is remembered in the cache ends, or what was last recorded here. */
async function checkedBefore(git: GitRepo, tip: string, cache: TextCache | undefined): Promise<string | undefined> {
  const written = await git.ref(checkedRef);
  if (written === tip) return tip;
  const seen = await cache?.get(kept);
  if (seen === undefined || seen === tip || !/^[0-9a-f]{40,64}$/.test(seen)) return seen === tip ? tip : written;
  const isLater = written === undefined ? (await git.resolve(seen)) !== undefined : await git.isAncestor(written, seen);
  return isLater ? seen : written;
}

/** The oldest commit that did something its event does not say. @param changes Oldest first. */
async function firstUnexplained(git: GitRepo, changes: readonly CommitFiles[]): Promise<ForgedEntry | undefined> {
  for (let from = 0; from < changes.length; from += atOnce) {
    const whys = await Promise.all(changes.slice(from, from + atOnce).map((each) => explain(git, each)));
    const found = whys.find((why) => why !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A commit that joins the log with another line brings commits that are no entries: it is the one that was forged. @throws whatever else was wrong. */
async function joined(git: GitRepo, changes: readonly CommitFiles[], error: unknown): Promise<ForgedEntry> {
  const join = changes.find(({ parents }) => parents.length > 1);
  const [parent] = join?.parents ?? [];
  const last = parent === undefined ? undefined : await readableEvent(git, parent);
  if (join === undefined || last === undefined) throw error;
  return { commit: join.commit, parent, sequence: last.sequence + 1, why: doesNotFollow };
}

async function explain(git: GitRepo, { commit, parents, files }: CommitFiles): Promise<ForgedEntry | undefined> {
  const [parent, ...others] = parents;
  const last = parent === undefined ? undefined : (await readEntry(git, parent)).event;
  const place = { commit, parent, sequence: (last?.sequence ?? 0) + 1 };
  const event = last === undefined ? (await readEntry(git, commit)).event : await readableEvent(git, commit);
  if (event === undefined) return { ...place, why: "Its commit has no readable record." };
  const { sequence } = event;
  // A shallow clone has nothing before its oldest entry that it could be compared with.
  if (parent === undefined && sequence > 1 && (await git.isShallow())) return undefined;
  const follows = others.length === 0 && event.previous === (parent ?? null) && sequence === place.sequence;
  if (!follows) return { ...place, why: doesNotFollow };
  const touched = touchedFiles(event);
  const textOf = async (revision: string | undefined, path: string) => (revision === undefined ? undefined : (await git.readFromEach([revision], path))[0]);
  const recordsOf = async <K extends "version" | "live">(kind: K, paths: readonly string[]) => {
    const texts = await Promise.all(paths.map((path) => textOf(parent, path)));
    return texts.flatMap((text, at) => (text === undefined ? [] : [readRecord(kind, text, `promptops/releases ${paths[at]}`)]));
  };
  const paths = [...touched.versions, ...touched.live];
  const [versions, live, after] = await Promise.all([
    recordsOf("version", touched.versions),
    recordsOf("live", touched.live),
    Promise.all(paths.map(async (path) => [path, parsed(await textOf(commit, path))] as const)),
  ]);
  const why = unexplained({ event, before: { sequence: sequence - 1, versions, live }, changed: files, after: new Map(after) });
  return why === undefined ? undefined : { ...place, why };
}

/** Undefined where a commit was put on top of the log that is no entry. */
async function readableEvent(git: GitRepo, commit: string): Promise<ReleaseEvent | undefined> {
  try {
    return (await readEntry(git, commit)).event;
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "release-log-damaged") return undefined;
    throw error;
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
