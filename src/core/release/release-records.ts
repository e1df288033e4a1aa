import type { Static } from "../model/shape.ts";
import { ReleaseEvent } from "./release-event.ts";
import { LiveRecord, VersionRecord } from "./release-state.ts";

/** The shape of every kind of record in the release log. */
export const releaseRecords = { entry: ReleaseEvent, version: VersionRecord, live: LiveRecord } as const;

export type ReleaseRecordKind = keyof typeof releaseRecords;

export type ReleaseRecordOf<K extends ReleaseRecordKind> = Static<(typeof releaseRecords)[K]>;
