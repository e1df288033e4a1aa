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
