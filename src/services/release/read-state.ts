import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { emptyState, liveKey, LiveRecord, VersionRecord, type ReleaseState } from "../../core/release/release-state.ts";
import { liveFile, liveFolder, versionsFolder } from "../../core/release/state-files.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntries, readRecord } from "./release-log.ts";

/** How much of a state is wanted: what a decision about a few prompts reads does not grow with the repository. */
export type StateScope = "all" | StatePart;

interface StatePart {
  readonly prompts: readonly string[] | "all";
  readonly environments: readonly string[] | "all";
  /** `none`: what is live is all that is asked about. */
  readonly versions?: "none";
}

const everything: StatePart = { prompts: "all", environments: "all" };

/** The state a log's tip carries. @throws PromptopsError `release-log-damaged` when the tip does not follow from the entry before it. */
export async function readState(git: GitRepo, tip: string | undefined, scope: StateScope): Promise<ReleaseState> {
  if (tip === undefined) return emptyState;
  const source = git.at(tip, "the release log");
  const sequence = await checkTip(git, tip);
  const part = scope === "all" ? everything : scope;
  const versions = await readAll(source, VersionRecord, part.versions === "none" ? [] : await versionFiles(source, part));
  const live = await readAll(source, LiveRecord, await liveFiles(git, tip, source, part));
  return {
    sequence,
    versions: new Map(versions.map((record) => [versionName(record), record])),
    live: new Map(live.map((record) => [liveKey(record), record])),
  };
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
  if (!follows)
    throw new PromptopsError("release-log-damaged", `Entry ${sequence} of the release log does not follow from the one before it.`, {
      where: `promptops/releases ${tip.slice(0, 7)}`,
    });
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

async function readAll<T extends typeof VersionRecord | typeof LiveRecord>(source: DocumentSource, schema: T, files: readonly string[]) {
  const read = await Promise.all(
    files.map(async (file) => {
      const bytes = await source.read(file);
      if (bytes === undefined) return [];
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
      return [readRecord(schema, text, `promptops/releases ${file}`)];
    }),
  );
  return read.flat();
}
