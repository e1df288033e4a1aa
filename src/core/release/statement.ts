import { EvidenceSeeds } from "../eval/evidence.ts";
import { GateReport, Verdict } from "../gates/gate-report.ts";
import { AcceptedFinding } from "../validators/accepted-finding.ts";
import { strict, Type, type Static } from "../model/shape.ts";
import { Person } from "./release-event.ts";

export const statementType = "https://in-toto.io/Statement/v1";
export const predicateType = "urn:promptops:evaluation-result:v1";

const Digest = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** What was proved when the version was made. */
export const Predicate = strict({
  prompt: Type.String(),
  version: Type.String(),
  commit: Type.String({ description: "The commit the prompt was read from." }),
  prompt_digest: Digest,
  /** Absent when the gate needed no evaluation: the prompt that is live is the same one. */
  evaluation: Type.Optional(
    strict({
      id: Type.String(),
      evidence_digest: Digest,
      suites: Type.Array(strict({ suite: Type.String(), digest: Digest, cases: Type.Integer() })),
      model: strict({ asked: Type.String(), answered: Type.Array(Type.String()), digest: Digest }),
      epochs: Type.Integer(),
      partial: Type.Optional(Type.Literal(true, { description: "A sequential gate had its answer before every case was run." })),
      answered_at: Type.Optional(
        Type.String({ description: "When the oldest answer was given that it rests on; absent when an older promptops did not keep that." }),
      ),
      seeds: Type.Optional(EvidenceSeeds),
      parts: Type.Optional(
        Type.Array(strict({ evaluation: Type.String(), finished_at: Type.String(), cases: Type.Integer() }), {
          description: "Who ran the cases, where some were taken over from earlier evidence; this evaluation first.",
        }),
      ),
      scores: strict({
        cases: Type.Integer(),
        passed: Type.Integer(),
        failed: Type.Integer(),
        errors: Type.Integer(),
        mean_score: Type.Number(),
        metrics: Type.Record(Type.String(), Type.Number()),
        mean_latency_ms: Type.Optional(Type.Number()),
      }),
      cost_nano_usd: Type.Optional(Type.Integer()),
    }),
  ),
  /** The version it was compared with; absent for the first. */
  baseline: Type.Optional(strict({ version: Type.String(), prompt_digest: Digest, evidence_digest: Type.Optional(Digest) })),
  gate: strict({
    verdict: Verdict,
    mode: GateReport.properties.mode,
    environment: Type.Optional(Type.String()),
    summary: Type.String(),
    accepted: Type.Optional(Type.Array(AcceptedFinding, { description: "What validators found and the manifest said shall stay; absent = nothing." })),
  }),
  message: Type.Optional(Type.String()),
  tool: strict({ name: Type.Literal("promptops"), version: Type.String() }),
  by: Person,
  at: Type.String({ description: "UTC, ISO 8601." }),
});
export type Predicate = Static<typeof Predicate>;

/** An in-toto Statement (https://in-toto.io/Statement/v1) about one version, carried by its tag. */
export const Statement = strict({
  _type: Type.Literal(statementType),
  subject: Type.Array(strict({ name: Type.String(), digest: strict({ sha256: Digest }) }), { minItems: 1, maxItems: 1 }),
  predicateType: Type.Literal(predicateType),
  predicate: Predicate,
});
export type Statement = Static<typeof Statement>;
