import { Id, Name, strict, Type, word, type Static } from "../model/shape.ts";
import { Person, releaseKinds, VersionNumber } from "./release-event.ts";
import { versionName } from "./version-name.ts";

/** A person's word that a version may go to an environment. */
export const Approval = strict({
  environment: Name,
  by: Person,
  at: Type.String(),
  sequence: Type.Integer({ description: "The entry that says so." }),
  reason: Type.Optional(Type.String()),
});
export type Approval = Static<typeof Approval>;

/** A published version: `versions/<prompt>/<version>.json`. */
export const VersionRecord = strict({
  schema_version: Type.Literal(1),
  prompt: Id,
  version: VersionNumber,
  tag: Type.String({ description: "Id of the tag object." }),
  prompt_digest: Type.String(),
  at: Type.String(),
  by: Person,
  sequence: Type.Integer({ description: "The entry that published it." }),
  /** One per person and environment. */
  approvals: Type.Optional(Type.Array(Approval)),
  /** It is promoted no more; where it is live it stays until something else is. */
  deprecated: Type.Optional(strict({ at: Type.String(), by: Person, reason: Type.String() })),
});
export type VersionRecord = Static<typeof VersionRecord>;

/** A version that was live in an environment and no longer is. */
export const EarlierVersion = strict({
  version: VersionNumber,
  prompt_digest: Type.String(),
  since: Type.String(),
  until: Type.String(),
  /** It was left by a rollback: the next rollback does not go there by itself. */
  rolled_back: Type.Boolean(),
});
export type EarlierVersion = Static<typeof EarlierVersion>;

/** What is live of one prompt in one environment: `live/<environment>/<prompt>.json`. */
export const LiveRecord = strict({
  schema_version: Type.Literal(1),
  environment: Name,
  prompt: Id,
  version: VersionNumber,
  prompt_digest: Type.String(),
  since: Type.String(),
  sequence: Type.Integer({ description: "The entry that made it live." }),
  kind: word(releaseKinds),
  by: Person,
  reason: Type.Optional(Type.String()),
  /** Each version once, in the order in which they ceased to be live. */
  earlier: Type.Array(EarlierVersion),
});
export type LiveRecord = Static<typeof LiveRecord>;

/** The fold of a release log, or as much of it as was read. */
export interface ReleaseState {
  /** Number of the last entry; 0 before the first. */
  readonly sequence: number;
  /** By name: `billing/summarize@1.2.0`. */
  readonly versions: ReadonlyMap<string, VersionRecord>;
  /** By `liveKey`. */
  readonly live: ReadonlyMap<string, LiveRecord>;
}

export const emptyState: ReleaseState = { sequence: 0, versions: new Map(), live: new Map() };

export function liveKey({ environment, prompt }: { readonly environment: string; readonly prompt: string }): string {
  return `${environment}/${prompt}`;
}

/** What an entry changes of a state. */
export interface StateChange {
  readonly sequence: number;
  readonly versions: readonly VersionRecord[];
  readonly live: readonly LiveRecord[];
}

export function withChange(state: ReleaseState, { sequence, versions, live }: StateChange): ReleaseState {
  return {
    sequence,
    versions: versions.length === 0 ? state.versions : new Map([...state.versions, ...versions.map((record) => [versionName(record), record] as const)]),
    live: live.length === 0 ? state.live : new Map([...state.live, ...live.map((record) => [liveKey(record), record] as const)]),
  };
}
