import { Check } from "typebox/value";
import { Evidence, type EvidenceCase } from "../eval/evidence.ts";
import { AnyJson, strict, Type, type Static } from "../model/shape.ts";
import { Digest } from "./record-parts.ts";

const { cases: _, ...head } = Evidence.properties;

/**
 * Evidence as the ledger keeps it: everything, so that its digest can be checked, in about a hundred bytes a case before git packs them.
 * A case is a row: place of its suite, name, digest (base64url where it is a SHA-256), status, score, pass rate, then latency, cost and the
 * rest where there is any, null where one is skipped.
 */
export const EvaluationRecord = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("evaluation"),
  key: { ...Digest, description: "What the evidence is about; see `core/eval/evidence-key.ts`." },
  evidence: strict(head),
  cases: Type.Array(Type.Array(AnyJson, { minItems: 6, maxItems: 9 })),
});
export type EvaluationRecord = Static<typeof EvaluationRecord>;

const statuses = { p: "pass", f: "fail", e: "error", w: "pending" } as const satisfies Record<string, EvidenceCase["status"]>;

export function evaluationRecord(key: string, { cases, ...evidence }: Evidence): EvaluationRecord {
  const suites = evidence.suites.map(({ suite }) => suite);
  return { schema_version: 1, kind: "evaluation", key, evidence, cases: cases.map((each) => rowOf(each, suites)) };
}

function rowOf({ suite, case: id, digest, score, pass_rate, status, latency_ms, cost_nano_usd, ...rest }: EvidenceCase, suites: readonly string[]) {
  const letter = Object.entries(statuses).find(([, name]) => name === status)?.[0] ?? "e";
  const tail = [latency_ms ?? null, cost_nano_usd ?? null, Object.keys(rest).length === 0 ? null : rest];
  while (tail.length > 0 && tail.at(-1) === null) tail.pop();
  return [suites.indexOf(suite), id, shortDigest(digest), letter, score, pass_rate, ...tail];
}

/** The inverse of `evaluationRecord`, digest for digest. Undefined when a row is none. */
export function evidenceIn({ evidence, cases }: EvaluationRecord): Evidence | undefined {
  const rows = cases.map(([place, id, digest, letter, score, pass_rate, latency, cost, rest]) => ({
    suite: evidence.suites[Number(place)]?.suite,
    case: id,
    digest: typeof digest === "string" ? longDigest(digest) : digest,
    score,
    pass_rate,
    status: statuses[letter as keyof typeof statuses],
    ...(latency == null ? {} : { latency_ms: latency }),
    ...(cost == null ? {} : { cost_nano_usd: cost }),
    ...(rest == null ? {} : (rest as object)),
  }));
  const whole = { ...evidence, cases: rows };
  return Check(Evidence, whole) ? whole : undefined;
}

function shortDigest(digest: string): string {
  return /^[0-9a-f]{64}$/.test(digest) ? Buffer.from(digest, "hex").toString("base64url") : `=${digest}`;
}

function longDigest(text: string): string {
  return text.startsWith("=") ? text.slice(1) : Buffer.from(text, "base64url").toString("hex");
}
