import { isDeepStrictEqual } from "node:util";
import { applyEvent, misfit } from "./apply-event.ts";
import type { ReleaseEvent } from "./release-event.ts";
import { liveKey, type LiveRecord, type ReleaseState, type VersionRecord } from "./release-state.ts";
import { entryFiles, eventFile, liveFile, versionFile } from "./state-files.ts";
import { versionName } from "./version-name.ts";

/** The files of a state that an entry may change, or goes by. */
export interface TouchedFiles {
  readonly versions: readonly string[];
  readonly live: readonly string[];
}

export function touchedFiles({ version, about, changes }: ReleaseEvent): TouchedFiles {
  const names = [...(version === undefined ? [] : [version]), ...(about === undefined ? [] : [about])];
  const targets = changes.map(({ prompt, to }) => ({ prompt, version: to }));
  return { versions: [...new Set([...names, ...targets].map(versionFile))], live: [...new Set(changes.map(liveFile))] };
}

export interface EntryToExplain {
  readonly event: ReleaseEvent;
  /** What the entry before it left of `touchedFiles`. */
  readonly before: { readonly sequence: number; readonly versions: readonly VersionRecord[]; readonly live: readonly LiveRecord[] };
  /** Paths that its commit wrote, as whatever kind of file, or removed. */
  readonly changed: readonly { readonly path: string; readonly isFile: boolean }[];
  /** What it left of them, parsed; undefined where there is nothing, or nothing that can be parsed. */
  readonly after: ReadonlyMap<string, unknown>;
}

/** What an entry's commit did that its event does not say, as a sentence; undefined when the event explains all of it. */
export function unexplained({ event, before, changed, after }: EntryToExplain): string | undefined {
  const state: ReleaseState = {
    sequence: before.sequence,
    versions: new Map(before.versions.map((record) => [versionName(record), record])),
    live: new Map(before.live.map((record) => [liveKey(record), record])),
  };
  const wrong = misfit(state, event);
  if (wrong !== undefined) return wrong;
  const expected = new Map(Object.entries(entryFiles(event, applyEvent(state, event))));
  const strange = changed.find(({ path, isFile }) => !isFile || !expected.has(path));
  if (strange !== undefined) return `It changes ${strange.path}, and nothing that it says does.`;
  const other = [...expected].find(([path, text]) => path !== eventFile && !isDeepStrictEqual(after.get(path), JSON.parse(text)));
  return other && `It leaves in ${other[0]} something else than what it says.`;
}
