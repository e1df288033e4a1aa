import { emptyState, liveKey, type ReleaseState } from "../../core/release/release-state.ts";
import type { ReleaseRecordOf } from "../../core/release/release-records.ts";
import { liveFile, liveFolder, versionFile, versionsFolder } from "../../core/release/state-files.ts";
import { versionName, type VersionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";
import { forgedEntry } from "./forged-entry.ts";
import { keptLive } from "./kept-live.ts";
import { readEntries, readRecord } from "./release-log.ts";

/** How much of a state is wanted: what a decision about a few prompts reads does not grow with the repository. */
export type StateScope = "all" | StatePart;

interface StatePart {
  readonly prompts: readonly string[] | "all";
  readonly environments: readonly string[] | "all";
  /** Absent: all of these prompts. `none`: what is live is all that is asked about. */
  readonly versions?: "none";
}

const everything: StatePart = { prompts: "all", environments: "all" };
/** Only how many entries there are. */
export const nothing: StatePart = { prompts: [], environments: [] };

/**
 * The state a log's tip carries. @param cache For whoever only shows it: what is live everywhere is not read again, but for what changed since.
 * @throws PromptopsError `release-log-forged` when the tip does not follow from the entry before it.
 */
export async function readState(git: GitRepo, tip: string | undefined, scope: StateScope, cache?: TextCache): Promise<ReleaseState> {
  if (tip === undefined) return emptyState;
  const source = git.at(tip, "the release log");
  const sequence = await checkTip(git, tip);
  const part = scope === "all" ? everything : scope;
  const versions = await readAll(source, "version", part.versions === "none" ? [] : await versionFiles(source, part));
  const list = () => liveFiles(git, tip, source, part);
  const read = (files: readonly string[]) => readAll(source, "live", files);
  const isWhole = part.prompts === "all" && part.environments === "all";
  const live = isWhole && cache !== undefined ? await keptLive({ git, cache, tip, list, read }) : await read(await list());
  return {
    sequence,
    versions: new Map([...versions.values()].map((record) => [versionName(record), record])),
    live: new Map([...live.values()].map((record) => [liveKey(record), record])),
  };
}

/** A state with what its log says of these versions, as far as there are such. */
export async function withVersions(git: GitRepo, tip: string, state: ReleaseState, names: readonly VersionName[]): Promise<ReleaseState> {
  const files = [...new Set(names.map(versionFile))];
  const records = await readAll(git.at(tip, "the release log"), "version", files);
  return { ...state, versions: new Map([...state.versions, ...[...records.values()].map((record) => [versionName(record), record] as const)]) };
}

/** The number of the last entry, after a look at the one before it. */
async function checkTip(git: GitRepo, tip: string): Promise<number> {
  const [before, last] = await readEntries(git, tip, 2);
  const entry = last ?? before;
  if (entry === undefined) throw new TypeError("a tip is a commit");
  const { sequence, previous } = entry.event;
  if (last === undefined && sequence > 1 && (await git.isShallow())) return sequence;
  const follows =
    last === undefined ? sequence === 1 && previous === null : before !== undefined && previous === before.commit && sequence === before.event.sequence + 1;
  if (!follows) {
    const parent = last === undefined ? undefined : before;
    throw forgedEntry({ commit: tip, parent: parent?.commit, sequence: (parent?.event.sequence ?? 0) + 1, why: "It does not follow from the one before it." });
  }
  return sequence;
}

async function versionFiles(source: DocumentSource, { prompts }: StatePart): Promise<readonly string[]> {
  if (prompts === "all") return source.list(versionsFolder);
  const folders = prompts.map((prompt) => `${versionsFolder}/${prompt}`);
  return (await Promise.all(folders.map(async (folder) => (await source.list(folder)).filter((file) => !file.slice(folder.length + 1).includes("/"))))).flat();
}

async function liveFiles(git: GitRepo, tip: string, source: DocumentSource, { prompts, environments }: StatePart): Promise<readonly string[]> {
  if (prompts === "all" && environments === "all") return source.list(liveFolder);
  const within = environments === "all" ? (await git.entries(tip, liveFolder)).map(({ name }) => name) : environments;
  if (prompts !== "all") return within.flatMap((environment) => prompts.map((prompt) => liveFile({ environment, prompt })));
  return (await Promise.all(within.map((environment) => source.list(`${liveFolder}/${environment}`)))).flat();
}

/** By file; what is not there is left out. */
async function readAll<K extends "version" | "live">(source: DocumentSource, kind: K, files: readonly string[]): Promise<Map<string, ReleaseRecordOf<K>>> {
  const read = await Promise.all(
    files.map(async (file) => {
      const bytes = await source.read(file);
      return bytes && ([file, readRecord(kind, decoded(bytes), `promptops/releases ${file}`)] as const);
    }),
  );
  return new Map(read.filter((each) => each !== undefined));
}

function decoded(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
