import { PolicyDifference } from "../gates/policy-differences.ts";
import { strict, Type } from "../model/shape.ts";
import { Change } from "../release/release-event.ts";

/** What the results of commands that write to the release log have in common. */
export const recordedParts = {
  changes: Type.Array(Change),
  entry: Type.Optional(Type.Integer({ description: "The number of the entry in the release log; absent when nothing was recorded." })),
  shared: Type.Boolean({ description: "Everything recorded is on the remote, or there is none." }),
  remote: Type.Optional(Type.String()),
  offline: Type.Optional(strict({ code: Type.String(), message: Type.String() }, { description: "Why the remote does not know of it yet." })),
  notes: Type.Array(Type.String(), { description: "What was found half-done and finished, one sentence each." }),
};

/** Where a gate went by what is checked out, and a promotion will go by another policy. */
export const promotionPolicy = {
  promoted_by: Type.Optional(
    Type.String({ description: "The base branch whose policy a promotion goes by (`origin/main`), when it differs from the one that judged here." }),
  ),
  policy_differs: Type.Optional(Type.Array(PolicyDifference, { description: "What that policy has otherwise, by key." })),
};

/** How a view of the release log stands to the remote's. */
export const logStanding = {
  as_last_seen: Type.Optional(Type.String({ description: "The remote, when it was not asked now: what others released since it was last seen is not here." })),
  pending: Type.Array(Type.String(), { description: "Recorded here and not on the remote yet, one sentence each." }),
  superseded: Type.Array(Type.String(), { description: "Recorded here and overtaken by what others recorded." }),
};
