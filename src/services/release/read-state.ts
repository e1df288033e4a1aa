import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { emptyState, liveKey, LiveRecord, VersionRecord, type ReleaseState } from "../../core/release/release-state.ts";
import { liveFile, liveFolder, versionsFolder } from "../../core/release/state-files.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntries, readRecord } from "./release-log.ts";

/** How much of a state is wanted: what a decision about a few prompts reads does not grow with the repository. */
export type StateScope = "all" | { readonly prompts: readonly string[]; readonly environments: readonly string[] };

/** The state a log's tip carries. @throws PromptopsError `release-log-damaged` when the tip does not follow from the entry before it. */
export async function readState(git: GitRepo, tip: string | undefined, scope: StateScope): Promise<ReleaseState> {
  if (tip === undefined) return emptyState;
  const source = git.at(tip, "the release log");
  const sequence = await checkTip(git, tip);
  const versions = await readAll(source, VersionRecord, await versionFiles(source, scope));
  const live = await readAll(source, LiveRecord, await liveFiles(source, scope));
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

async function versionFiles(source: DocumentSource, scope: StateScope): Promise<string[]> {
  if (scope === "all") return source.list(versionsFolder);
  const folders = scope.prompts.map((prompt) => `${versionsFolder}/${prompt}`);
  return (await Promise.all(folders.map(async (folder) => (await source.list(folder)).filter((file) => !file.slice(folder.length + 1).includes("/"))))).flat();
}

async function liveFiles(source: DocumentSource, scope: StateScope): Promise<string[]> {
  return scope === "all"
    ? source.list(liveFolder)
    : scope.environments.flatMap((environment) => scope.prompts.map((prompt) => liveFile({ environment, prompt })));
}

async function readAll<T extends typeof VersionRecord | typeof LiveRecord>(source: DocumentSource, schema: T, files: readonly string[]) {
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await source.read(file) })));
  return read.flatMap(({ file, bytes }) =>
    bytes === undefined ? [] : [readRecord(schema, Buffer.from(bytes).toString("utf8"), `promptops/releases ${file}`)],
  );
}
