import { strict, Type, type Static } from "../model/shape.ts";
import { DeprecatedThere } from "../release/deprecated-among.ts";
import { LiveRecord } from "../release/release-state.ts";
import { logStanding } from "./release-parts.ts";

export const LiveResult = strict({
  /** Absent = now. */
  at: Type.Optional(Type.String({ description: "The point that was asked about: a time, UTC, or an entry's number." })),
  entry: Type.Integer({ description: "The last entry of the release log that counts; 0 = nothing was released yet." }),
  unasked: Type.Optional(Type.String({ description: "The remote, when its release log was never fetched and nothing is known here." })),
  live: Type.Array(LiveRecord, { description: "By environment, then by prompt." }),
  deprecated: Type.Array(DeprecatedThere, { description: "Of these, versions that are to be promoted no more." }),
  ...logStanding,
});
export type LiveResult = Static<typeof LiveResult>;
