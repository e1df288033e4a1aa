import { oldestAnswer } from "../eval/evidence-parts.ts";
import type { Evidence } from "../eval/evidence.ts";
import type { GateReport } from "../gates/gate-report.ts";
import { digestOf } from "../identity/digest.ts";
import type { AcceptedFinding } from "../validators/accepted-finding.ts";
import type { Person } from "./release-event.ts";
import { predicateType, statementType, type Predicate, type Statement } from "./statement.ts";
import { versionName } from "./version-name.ts";

export interface StatementInput {
  readonly prompt: string;
  readonly version: string;
  readonly commit: string;
  readonly promptDigest: string;
  readonly evidence: Evidence | undefined;
  readonly baseline: { readonly version: string; readonly promptDigest: string; readonly evidence: Evidence | undefined } | undefined;
  readonly gate: GateReport;
  /** What the gate let pass because the manifest accepts it. */
  readonly accepted?: readonly AcceptedFinding[];
  readonly message: string | undefined;
  readonly toolVersion: string;
  readonly by: Person;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The statement of a version that passed its gate. */
export function makeStatement(input: StatementInput): Statement {
  const { prompt, version, commit, promptDigest, evidence, baseline, gate, accepted = [], message, toolVersion, by, at } = input;
  const predicate: Predicate = {
    prompt,
    version,
    commit,
    prompt_digest: promptDigest,
    ...(evidence === undefined ? {} : { evaluation: evaluationOf(evidence) }),
    ...(baseline === undefined
      ? {}
      : {
          baseline: {
            version: baseline.version,
            prompt_digest: baseline.promptDigest,
            ...(baseline.evidence === undefined ? {} : { evidence_digest: digestOf(baseline.evidence) }),
          },
        }),
    gate: {
      verdict: gate.verdict,
      mode: gate.mode,
      ...(gate.environment === undefined ? {} : { environment: gate.environment }),
      summary: gate.summary,
      ...(accepted.length === 0 ? {} : { accepted: [...accepted] }),
    },
    ...(message === undefined ? {} : { message }),
    tool: { name: "promptops", version: toolVersion },
    by,
    at: new Date(at).toISOString(),
  };
  return { _type: statementType, subject: [{ name: versionName(input), digest: { sha256: promptDigest } }], predicateType, predicate };
}

function evaluationOf(evidence: Evidence): NonNullable<Predicate["evaluation"]> {
  const { cases, passed, failed, errors, mean_score, metrics, mean_latency_ms, cost_nano_usd } = evidence.totals;
  const answered_at = oldestAnswer(evidence);
  return {
    id: evidence.evaluation,
    evidence_digest: digestOf(evidence),
    suites: evidence.suites.map(({ suite, digest, cases: count }) => ({ suite, digest, cases: count })),
    model: { asked: evidence.model, answered: [...evidence.models_answered], digest: evidence.model_digest },
    epochs: evidence.epochs,
    ...(evidence.complete ? {} : { partial: true }),
    ...(answered_at === undefined ? {} : { answered_at }),
    ...(evidence.seeds && { seeds: evidence.seeds }),
    ...(evidence.parts && { parts: evidence.parts.map(({ evaluation, finished_at, cases: count }) => ({ evaluation, finished_at, cases: count })) }),
    scores: { cases, passed, failed, errors, mean_score, metrics, ...(mean_latency_ms === undefined ? {} : { mean_latency_ms }) },
    ...(cost_nano_usd === undefined ? {} : { cost_nano_usd }),
  };
}
