import { strict, Type, type Static } from "../model/shape.ts";
import { LiveRecord } from "../release/release-state.ts";

export const LiveResult = strict({
  /** Absent = now. */
  at: Type.Optional(Type.String({ description: "The point that was asked about." })),
  entry: Type.Integer({ description: "The last entry of the release log that counts; 0 = nothing was released yet." }),
  unasked: Type.Optional(Type.String({ description: "The remote, when its release log was never fetched and nothing is known here." })),
  as_last_seen: Type.Optional(Type.String({ description: "The remote, when it was not asked now: what others released since it was last seen is not here." })),
  live: Type.Array(LiveRecord, { description: "By environment, then by prompt." }),
  pending: Type.Array(Type.String(), { description: "Recorded here and not on the remote yet, one sentence each." }),
  superseded: Type.Array(Type.String(), { description: "Recorded here and overtaken by what others recorded." }),
});
export type LiveResult = Static<typeof LiveResult>;
