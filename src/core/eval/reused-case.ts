import { strict, type Static } from "../model/shape.ts";
import { EvidenceCase, EvidencePart } from "./evidence.ts";

const { evaluation, finished_at, answered_at, models_answered } = EvidencePart.properties;
const { pass_rate, findings, latency_ms, cost_nano_usd, length, metrics, epochs } = EvidenceCase.properties;

/** Where a case that was taken over comes from, and what its evidence says beside status and score. */
export const ReusedCase = strict(
  {
    evaluation: { ...evaluation, description: "That ran it." },
    finished_at,
    answered_at,
    models_answered,
    pass_rate,
    findings,
    latency_ms,
    cost_nano_usd,
    length,
    metrics,
    epochs,
  },
  {
    description:
      "Earlier evidence proved the case, and nobody was asked: one line tells all its epochs. What failed has its answer and its checks where the evaluation that ran it is kept on the same machine.",
  },
);
export type ReusedCase = Static<typeof ReusedCase>;
