import type { Evidence, EvidenceCase } from "../../src/core/eval/evidence.ts";

/** So many cases that fared the same: `before` on the baseline, `after` on the candidate. */
export interface PairGroup {
  readonly count: number;
  readonly before?: EvidenceCase["status"];
  readonly after: EvidenceCase["status"];
  readonly suite?: string;
  readonly group?: string;
  readonly must_pass?: boolean;
  readonly tags?: readonly string[];
  readonly pass_rate?: number;
  /** Over the epochs, [before, after]. */
  readonly pass_rates?: readonly [number, number];
  /** What the cases ask: the first of one group asks what the first of another with the same word asks. */
  readonly asks?: string;
  readonly other_digest?: boolean;
  /** The part of the candidate's evidence that ran them. */
  readonly from?: number;
  /** [before, after] */
  readonly score?: readonly [number, number];
  readonly latency_ms?: readonly [number | null, number | null];
  /** Of both sides. */
  readonly epochs?: EvidenceCase["epochs"];
  readonly cost_nano_usd?: readonly [number | null, number | null];
  readonly length?: readonly [number | null, number | null];
  /** By name. */
  readonly metrics?: Readonly<Record<string, readonly [number | null, number | null]>>;
}

/** The candidate's and the baseline's cases of these groups, numbered through. */
export function casesOf(groups: readonly PairGroup[]): { candidate: EvidenceCase[]; baseline: EvidenceCase[] } {
  let number = 0;
  const pairs = groups.flatMap((group) => Array.from({ length: group.count }, () => pairOf(group, ++number)));
  return { candidate: pairs.map(({ after }) => after), baseline: pairs.flatMap(({ before }) => before ?? []) };
}

/** What the cases ask, as far as their groups say it. */
export function contentsOf(groups: readonly PairGroup[]): ReadonlyMap<string, string> {
  let number = 0;
  return new Map(
    groups.flatMap(({ count, asks, suite = "main" }) =>
      Array.from({ length: count }, (_, at) => [`${suite}/c${++number}`, asks === undefined ? `${number}` : `${asks} ${at}`] as const),
    ),
  );
}

/** Whole evidence around cases. */
export function evidenceOf(promptDigest: string, cases: EvidenceCase[]): Evidence {
  const withStatus = (status: string) => cases.filter((each) => each.status === status).length;
  return {
    schema_version: 1,
    evaluation: `e-${promptDigest}`,
    prompt: "billing/summarize",
    prompt_digest: promptDigest,
    suites: [...Map.groupBy(cases, ({ suite }) => suite)].map(([suite, members]) => ({ suite, digest: "s1", cases: members.length })),
    model: "scripted/one",
    model_digest: "m",
    models_answered: ["one"],
    epochs: 1,
    tool_version: "0.1.0",
    started_at: "2026-11-20T09:00:00Z",
    finished_at: "2026-11-20T09:01:00Z",
    complete: true,
    totals: {
      cases: cases.length,
      passed: withStatus("pass"),
      failed: withStatus("fail"),
      errors: withStatus("error"),
      ...(withStatus("pending") === 0 ? {} : { pending: withStatus("pending") }),
      mean_score: 1,
      calls: cases.length,
      cached: 0,
      metrics: {},
    },
    cases,
  };
}

function metricsOf(metrics: NonNullable<PairGroup["metrics"]>, index: 0 | 1): NonNullable<EvidenceCase["metrics"]> {
  return Object.fromEntries(Object.entries(metrics).flatMap(([name, scores]) => (scores[index] === null ? [] : [[name, [scores[index], 1]] as const])));
}

function pairOf(group: PairGroup, number: number): { after: EvidenceCase; before: EvidenceCase | undefined } {
  const side = (status: EvidenceCase["status"], index: 0 | 1): EvidenceCase => ({
    suite: group.suite ?? "main",
    case: `c${number}`,
    digest: group.other_digest === true && index === 0 ? `other${number}` : `d${number}`,
    status,
    score: group.score?.[index] ?? (status === "pass" ? 1 : 0),
    pass_rate: group.pass_rates?.[index] ?? (index === 1 ? group.pass_rate : undefined) ?? (status === "pass" ? 1 : 0),
    ...(group.group === undefined ? {} : { group: group.group }),
    ...(group.tags === undefined ? {} : { tags: [...group.tags] }),
    ...(group.from === undefined || index === 0 ? {} : { from: group.from }),
    ...(group.epochs === undefined ? {} : { epochs: group.epochs }),
    ...(group.must_pass === undefined ? {} : { must_pass: group.must_pass }),
    ...(group.latency_ms?.[index] == null ? {} : { latency_ms: group.latency_ms[index] }),
    ...(group.cost_nano_usd?.[index] == null ? {} : { cost_nano_usd: group.cost_nano_usd[index] }),
    ...(group.length?.[index] == null ? {} : { length: group.length[index] }),
    ...(group.metrics === undefined ? {} : { metrics: metricsOf(group.metrics, index) }),
  });
  return { after: side(group.after, 1), before: group.before === undefined ? undefined : side(group.before, 0) };
}
