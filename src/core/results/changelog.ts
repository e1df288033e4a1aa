import { Verdict } from "../gates/gate-report.ts";
import { AcceptedFinding } from "../validators/accepted-finding.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { Person } from "../release/release-event.ts";

const Scores = strict({ cases: Type.Integer(), passed: Type.Integer(), mean_score: Type.Number() });

/** A time at which the version became live somewhere, or ceased to be by a rollback. */
export const ChangelogMove = strict({
  kind: word(["live", "rolled-back"], { description: "`rolled-back`: it was left for another version." }),
  by_rollback: Type.Optional(Type.Literal(true, { description: "Of `live`: a rollback came back to it." })),
  environment: Type.String(),
  at: Type.String(),
  by: Person,
  entry: Type.Integer({ description: "Of the release log." }),
  to: Type.Optional(Type.String({ description: "Of `rolled-back`: the version that is live instead." })),
  reason: Type.Optional(Type.String()),
});
export type ChangelogMove = Static<typeof ChangelogMove>;

export const ChangelogVersion = strict({
  version: Type.String(),
  at: Type.String({ description: "UTC, ISO 8601." }),
  by: Person,
  message: Type.Optional(Type.String({ description: "What its author said; absent when nothing, or when the tag is not in this repository." })),
  interface: Type.Optional(
    strict(
      { level: word(["first", "major", "minor", "patch", "none"]), since: Type.Optional(Type.String()), reasons: Type.Array(Type.String()) },
      { description: "What those who call the prompt and read its answers must know; absent where a tag is missing." },
    ),
  ),
  scores: Type.Optional(Scores),
  before: Type.Optional(
    strict({ version: Type.String(), ...Scores.properties }, { description: "Of the version before it; only where both were asked the same cases." }),
  ),
  gate: Type.Optional(
    strict({
      verdict: Verdict,
      summary: Type.String(),
      accepted: Type.Optional(Type.Array(AcceptedFinding, { description: "What validators found and the manifest said shall stay; absent = nothing." })),
    }),
  ),
  deprecated: Type.Optional(strict({ at: Type.String(), by: Person, reason: Type.String() })),
  moves: Type.Array(ChangelogMove, { description: "Oldest first." }),
});
export type ChangelogVersion = Static<typeof ChangelogVersion>;

export const ChangelogResult = strict({
  prompt: Type.String(),
  versions: Type.Array(ChangelogVersion, { description: "Newest first." }),
  earlier: Type.Integer({ description: "How many older versions are not told of." }),
});
export type ChangelogResult = Static<typeof ChangelogResult>;
