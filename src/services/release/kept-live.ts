import { recordValidator } from "../../core/release/record-validator.ts";
import type { LiveRecord } from "../../core/release/release-state.ts";
import { liveFolder } from "../../core/release/state-files.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";

/** What is live, file by file. */
export type LiveFiles = ReadonlyMap<string, LiveRecord>;

export interface KeptLiveInput {
  readonly git: GitRepo;
  readonly cache: TextCache;
  /** Of the log. */
  readonly tip: string;
  /** All files there are. */
  list(): Promise<readonly string[]>;
  /** Those of them that there are, checked. */
  read(files: readonly string[]): Promise<LiveFiles>;
}

/** Fewer are read as fast as they are remembered. */
const worthKeeping = 200;
/** With so many files changed since, what is kept is made anew. */
const tooMany = 100;
const name = "live-1";

/** What is live everywhere: what a process before this one read, and of the rest whatever changed since. */
export async function keptLive({ git, cache, tip, list, read }: KeptLiveInput): Promise<LiveFiles> {
  const known = keptIn(await cache.get(name));
  const since = known && (await changesBetween(git, known.commit, tip));
  const files = new Map(since && known.files);
  for (const file of since?.gone ?? []) files.delete(file);
  const fresh = await read(since?.fresh ?? (await list()));
  for (const [file, record] of fresh) files.set(file, record);
  if (fresh.size > (since === undefined ? worthKeeping : tooMany)) await cache.put(name, JSON.stringify({ commit: tip, files: [...files] }));
  return files;
}

interface Kept {
  /** The log's tip then. */
  readonly commit: string;
  readonly files: LiveFiles;
}

/** Undefined for whatever was not written whole, or in another form. */
function keptIn(text: string | undefined): Kept | undefined {
  try {
    const { commit, files } = JSON.parse(text ?? "{}") as { readonly commit?: unknown; readonly files?: unknown };
    if (typeof commit !== "string" || !/^[0-9a-f]{40,64}$/.test(commit) || !Array.isArray(files)) return undefined;
    const isRecord = recordValidator("live");
    const sound = files.every((each) => Array.isArray(each) && typeof each[0] === "string" && isRecord(each[1]));
    return sound ? { commit, files: new Map(files as [string, LiveRecord][]) } : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where the older commit is no more. */
async function changesBetween(git: GitRepo, from: string, to: string): Promise<{ readonly fresh: string[]; readonly gone: readonly string[] } | undefined> {
  if (from === to) return { fresh: [], gone: [] };
  try {
    const { added, changed, removed } = await git.changedFiles(from, to);
    return { fresh: [...added, ...changed].filter((file) => file.startsWith(`${liveFolder}/`)), gone: removed };
  } catch {
    return undefined;
  }
}
