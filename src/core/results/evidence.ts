import { Evidence } from "../eval/evidence.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

/** Evidence that a gate may rely on, in a line. */
export const ListedEvidence = strict({
  key: Type.String({ description: "What it is about: SHA-256 over the digests of prompt, suites, model and judges." }),
  prompt: Type.String(),
  prompt_digest: Type.String(),
  state: word(["fresh", "stale", "partial", "other"], {
    description:
      "`fresh`: a gate relies on it. `stale`: its oldest answer is older than the policy's `evidence_days`, or it does not say. `partial`: of a gate that stopped early; its cases are taken over, and the rest is asked. `other`: the prompt is not what it was then.",
  }),
  held: word(["here", "ledger", "both"], { description: "On this machine, in the ledger, or both." }),
  evaluation: Type.String(),
  finished_at: Type.String(),
  answered_at: Type.Optional(
    Type.String({
      description:
        "When the oldest answer was given that it rests on, be it of the cache, of a judge, or of a case that was taken over. Absent = it does not say: an older promptops kept no moments of answers from the cache.",
    }),
  ),
  days: Type.Optional(Type.Number({ description: "Since then: this is what `evidence_days` counts." })),
  model: Type.String(),
  suites: Type.Array(Type.String()),
  cases: Type.Integer(),
  passed: Type.Integer(),
  mean_score: Type.Number(),
});
export type ListedEvidence = Static<typeof ListedEvidence>;

export const EvidenceListResult = strict({
  evidence: Type.Array(ListedEvidence),
  more: Type.Boolean(),
  missing: Type.Array(Type.String(), { description: "Prompts, as they are now, of which nothing is proved: a gate evaluates them first." }),
  stale: Type.Array(Type.String(), { description: "Those of them that were proved, by answers that are too old now." }),
});
export type EvidenceListResult = Static<typeof EvidenceListResult>;

export const EvidenceShowResult = strict({ listed: ListedEvidence, evidence: Evidence });
export type EvidenceShowResult = Static<typeof EvidenceShowResult>;

export const EvidenceShareResult = strict({
  written: Type.Integer({ description: "What the ledger had not." }),
  there: Type.Integer({ description: "What it had already." }),
  shared: Type.Boolean({ description: "Is it on the remote? True as well when there is none." }),
  remote: Type.Optional(Type.String({ description: "The remote that others share the ledger through. Absent = there is none." })),
});
export type EvidenceShareResult = Static<typeof EvidenceShareResult>;
