import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { touchedFiles, unexplained } from "../../core/release/explain-entry.ts";
import type { CommitFiles, GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";
import { readEntry, readRecord } from "./release-log.ts";

/** The newest entry of which this clone knows that everything up to it is explained by events. Only whoever holds the lock moves it. */
export const checkedRef = "refs/promptops/checked/releases";

/** Where nothing was checked before, so many entries back are; since what was checked all of them, up to a number that nobody reaches by working. */
const most = { first: 100, since: 5_000 };
/** Entries whose files are read at once. */
const atOnce = 200;

const kept = "explained-1";
/** Fewer are checked as fast as it is remembered that they were. */
const worthKeeping = 20;

/** Commands go by the files of the log's tip, which anybody who may push can write as they like: see decision 0037. */
const checkedHere = new WeakMap<GitRepo, string>();

/**
 * The newest entries are checked to explain exactly what their commits changed, back to where this was done before.
 * @param cache For whoever only looks: what was found is remembered there, too.
 * @throws PromptopsError `release-log-forged`; `release-log-damaged` for one that does not follow from the entry before it.
 */
export async function requireExplained(git: GitRepo, tip: string | undefined, cache?: TextCache): Promise<void> {
  if (tip === undefined || checkedHere.get(git) === tip) return;
  const checked = checkedHere.get(git) ?? (await checkedBefore(git, tip, cache));
  if (checked !== tip) {
    const changes = checked === undefined ? await git.filesChanged(tip, most.first) : await git.filesChanged(`${checked}..${tip}`, most.since);
    const found = await firstUnexplained(git, changes);
    if (found !== undefined) throw forged(found);
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

interface Unexplained {
  readonly commit: string;
  readonly parent: string | undefined;
  readonly sequence: number;
  /** One sentence. */
  readonly why: string;
}

/** The oldest commit that did something its event does not say. @param changes Oldest first. */
async function firstUnexplained(git: GitRepo, changes: readonly CommitFiles[]): Promise<Unexplained | undefined> {
  for (let from = 0; from < changes.length; from += atOnce) {
    const whys = await Promise.all(changes.slice(from, from + atOnce).map((each) => explain(git, each)));
    const found = whys.find((why) => why !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function explain(git: GitRepo, { commit, parents, files }: CommitFiles): Promise<Unexplained | undefined> {
  const [parent, ...others] = parents;
  const [{ event }, last] = await Promise.all([readEntry(git, commit), parent === undefined ? undefined : readEntry(git, parent)]);
  const { sequence } = event;
  // A shallow clone has nothing before its oldest entry that it could be compared with.
  if (parent === undefined && sequence > 1 && (await git.isShallow())) return undefined;
  const follows = others.length === 0 && event.previous === (parent ?? null) && sequence === (last?.event.sequence ?? 0) + 1;
  if (!follows)
    throw new PromptopsError("release-log-damaged", `Entry ${sequence} of the release log does not follow from the one before it.`, {
      where: `promptops/releases ${commit.slice(0, 7)}`,
    });
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
  return why === undefined ? undefined : { commit, parent, sequence, why };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function forged({ commit, parent, sequence, why }: Unexplained): PromptopsError {
  const back = parent === undefined ? "" : `Whoever may push goes back to the entry before it, ${parent.slice(0, 12)}: `;
  return new PromptopsError("release-log-forged", `Entry ${sequence} of the release log was forged. ${why}`, {
    where: `promptops/releases ${commit.slice(0, 7)}`,
    hint: `${back}see "A forged entry" in docs/runbook.md. \`promptops verify\` checks all entries.`,
  });
}
