import type { ReleaseEvent } from "./release-event.ts";
import type { LiveRecord, StateChange, VersionRecord } from "./release-state.ts";

/** The release log's files. One entry per commit is `event.json`; the others are the state it leads to, so that the tip alone answers what is live. */
export const eventFile = "event.json";
export const liveFolder = "live";
export const versionsFolder = "versions";

export function liveFile({ environment, prompt }: Pick<LiveRecord, "environment" | "prompt">): string {
  return `${liveFolder}/${environment}/${prompt}.json`;
}

export function versionFile({ prompt, version }: Pick<VersionRecord, "prompt" | "version">): string {
  return `${versionsFolder}/${prompt}/${version}.json`;
}

/** What an entry's commit writes. */
export function entryFiles(event: ReleaseEvent, { versions, live }: StateChange): Record<string, string> {
  return Object.fromEntries([
    [eventFile, json(event)],
    ...versions.map((record) => [versionFile(record), json(record)]),
    ...live.map((record) => [liveFile(record), json(record)]),
  ]) as Record<string, string>;
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
