import { Verdict } from "../gates/gate-report.ts";
import { strict, Type, type Static } from "../model/shape.ts";
import { Person, ReleaseEvent } from "../release/release-event.ts";
import { logStanding } from "./release-parts.ts";

export const VersionSummary = strict({
  version: Type.String(),
  prompt_digest: Type.String(),
  at: Type.String(),
  by: Person,
  commit: Type.Optional(Type.String({ description: "Absent when the tag is not in this repository." })),
  verdict: Type.Optional(Verdict),
  summary: Type.Optional(Type.String({ description: "What its author, or its gate, said." })),
  scores: Type.Optional(strict({ cases: Type.Integer(), passed: Type.Integer(), mean_score: Type.Number() })),
  live_in: Type.Array(Type.String()),
  deprecated: Type.Optional(Type.String({ description: "Why it is to be promoted no more." })),
});
export type VersionSummary = Static<typeof VersionSummary>;

export const HistoryResult = strict({
  prompt: Type.Optional(Type.String({ description: "Absent when the whole log was asked for." })),
  versions: Type.Array(VersionSummary, { description: "Newest first." }),
  entries: Type.Array(ReleaseEvent, { description: "Newest first. Where the log here and the remote's, as last seen, have come apart: the remote's." }),
  unfinished: Type.Array(Type.String(), { description: "Tags that a publish left which never ended." }),
  unasked: Type.Optional(Type.String({ description: "The remote, when its release log was never fetched and nothing is known here." })),
  ...logStanding,
});
export type HistoryResult = Static<typeof HistoryResult>;
