import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Evidence, EvidenceCase } from "../../../src/core/eval/evidence.ts";
import { decideGate } from "../../../src/core/gates/decide-gate.ts";
import { caseClusters, type CaseContents } from "../../../src/core/gates/case-clusters.ts";
import { caseKey } from "../../../src/core/gates/case-key.ts";
import { gatePolicyOf } from "../../../src/core/gates/effective-policy.ts";
import type { GateInput } from "../../../src/core/gates/gate-input.ts";
import { GateReport } from "../../../src/core/gates/gate-report.ts";
import { notReached, reasonCodes } from "../../../src/core/gates/reason-codes.ts";
import type { Judging } from "../../../src/core/gates/judging.ts";
import type { Sequence } from "../../../src/core/gates/sequential/sequence.ts";
import type { GatePolicy } from "../../../src/core/model/gate-policy.ts";
import type { Acceptance } from "../../../src/core/model/acceptance.ts";
import type { AcceptedFinding } from "../../../src/core/validators/accepted-finding.ts";
import type { Finding } from "../../../src/core/validators/finding.ts";
import { casesOf, contentsOf, evidenceOf, type PairGroup } from "../../helpers/paired-evidence.ts";
import { readSpec } from "../../helpers/spec.ts";

type Side = "candidate" | "baseline";

interface GateCase {
  readonly name: string;
  readonly policy?: GatePolicy;
  readonly first?: boolean;
  readonly findings?: readonly Finding[];
  readonly accepted?: readonly AcceptedFinding[];
  readonly unused_acceptances?: readonly Acceptance[];
  /** A part of the message of some step. */
  readonly says?: string;
  readonly pairs?: readonly PairGroup[];
  readonly candidate?: Overrides;
  readonly baseline?: Overrides;
  readonly same_digest?: boolean;
  readonly no_baseline?: boolean;
  readonly no_evidence?: readonly Side[];
  readonly repeat_first_case?: boolean;
  /** The pairs in their order are a sequence, of which the first so many were run; `made` of `planned` calls. */
  readonly sequence?: { readonly run: number; readonly planned?: number; readonly made?: number; readonly stranger?: boolean };
  readonly verdict: string;
  readonly mode?: string;
  /** Some of the report's codes. */
  readonly codes: readonly string[];
  readonly summary?: string;
  readonly hint?: string;
  readonly support?: string;
  readonly validity?: string;
  readonly judging?: Judging;
  readonly holdout?: { readonly suites: readonly string[]; readonly look?: number };
  readonly numbers?: Readonly<Record<string, unknown>>;
}

type Overrides = Partial<Omit<Evidence, "totals">> & { readonly totals?: Partial<Evidence["totals"]> };

const spec = readSpec<GateCase[]>("gates");

describe.each(spec)("gate: $file", ({ content }) => {
  test.each(content.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const report = decideGate(inputOf(each));
    const codes = report.steps.map(({ code }) => code);
    expect({ verdict: report.verdict, codes, summary: report.summary }).toMatchObject({ verdict: each.verdict });
    expect(codes).toEqual(expect.arrayContaining([...each.codes]));
    if (each.mode !== undefined) expect(report.mode).toBe(each.mode);
    if (each.summary !== undefined) expect(report.summary).toContain(each.summary);
    if (each.hint !== undefined) expect(report.steps.map(({ hint }) => hint).join("\n")).toContain(each.hint);
    if (each.says !== undefined) expect(report.steps.map(({ message }) => message).join("\n")).toContain(each.says);
    if (each.support !== undefined) expect(report.steps.find(({ step }) => step === "support")?.message).toContain(each.support);
    if (each.validity !== undefined) expect(report.steps[0]?.message).toContain(each.validity);
    if (each.numbers !== undefined) expect(report.steps.find(({ step }) => step === "comparison")?.numbers).toMatchObject(each.numbers);
    expect(new Ajv().validate(GateReport, report)).toBe(true);
  });
});

test("every reason code has a case that shows it", () => {
  const shown = new Set(spec.flatMap(({ content }) => content.flatMap((each) => decideGate(inputOf(each)).steps.map(({ code }) => code))));
  expect([...Object.keys(reasonCodes), notReached].filter((code) => !shown.has(code))).toEqual([]);
});

test("every code that holds a gate up says what to do next", () => {
  const silent = Object.entries(reasonCodes).filter(([, reason]) => ["fail", "error", "inconclusive"].includes(reason.outcome) && !("hint" in reason));
  expect(silent).toEqual([]);
});

test("a report names every step once at least, in order", () => {
  const order = ["validity", "validators", "errors", "must-pass", "thresholds", "guards", "comparison", "support"];
  for (const each of spec.flatMap(({ content }) => content)) {
    expect([...new Set(decideGate(inputOf(each)).steps.map(({ step }) => step))], each.name).toEqual(order);
  }
});

test("whatever the evidence, the gate decides without a NaN, and never passes a significant loss beyond the margin", () => {
  const groups = fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      before: fc.constantFrom("pass", "fail"),
      after: fc.constantFrom("pass", "fail"),
      group: fc.constantFrom("a", "b", "c", undefined),
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(
      groups,
      fc.constantFrom("pass", "score"),
      fc.constantFrom("no-regress", "improve"),
      fc.constantFrom(0.001, 0.05, 0.5),
      fc.constantFrom(0, 0.05, 1),
      (pairs, metric, mode, alpha, margin) => {
        const clean = pairs.map(({ group, ...rest }) => ({ ...rest, ...(group === undefined ? {} : { group }) })) as PairGroup[];
        const report = decideGate(inputOf({ name: "", pairs: clean, policy: { metric, mode, alpha, margin } as GatePolicy, verdict: "", codes: [] }));
        const numbers = report.steps.find(({ step }) => step === "comparison")?.numbers as Record<string, number>;
        for (const [name, value] of Object.entries(numbers)) if (typeof value !== "string") expect(Number.isFinite(value), `${name}: ${value}`).toBe(true);
        expect(numbers["lower"]).toBeLessThanOrEqual(numbers["difference"]! + 1e-12);
        expect(numbers["upper"]).toBeGreaterThanOrEqual(numbers["difference"]! - 1e-12);
        if (report.verdict === "pass" && mode === "no-regress") expect(numbers["difference"]).toBeGreaterThan(-margin - 1e-12);
        if (report.verdict === "pass" && mode === "improve") expect(numbers["difference"]).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 150 },
  );
});

test("a manifest's policy wins key by key, and guard by guard", () => {
  expect(
    gatePolicyOf({ gate: { mode: "smoke", min_cases: 5, guards: { latency: { max_ms: 5 }, cost: { max_usd: 1 } } } }, "billing/summarize", {
      mode: "improve",
      guards: { cost: { max_usd: 2 } },
    }),
  ).toEqual({
    mode: "improve",
    min_cases: 5,
    guards: { latency: { max_ms: 5 }, cost: { max_usd: 2 } },
  });
  expect(gatePolicyOf(undefined, "billing/summarize", undefined)).toEqual({});
});

test("a namespace's policy wins over the environment's, and a manifest's over both; another namespace's is of no account", () => {
  const environment = {
    gate: { mode: "no-regress", metric: "pass", alpha: 0.05, suites: ["core"], guards: { latency: { max_ms: 5 } } },
    namespaces: { billing: { mode: "improve", margin: 0.02, suites: ["deep"], guards: { cost: { max_usd: 1 } } }, legal: { mode: "smoke" } },
  } as const satisfies Parameters<typeof gatePolicyOf>[0];
  const guards = { latency: { max_ms: 5 }, cost: { max_usd: 1 } };
  expect(gatePolicyOf(environment, "billing/summarize", undefined)).toEqual({
    mode: "improve",
    metric: "pass",
    alpha: 0.05,
    margin: 0.02,
    suites: ["deep"],
    guards,
  });
  expect(gatePolicyOf(environment, "billing/summarize", { metric: "score", suites: ["own"] })).toEqual({
    mode: "improve",
    metric: "score",
    alpha: 0.05,
    margin: 0.02,
    suites: ["own"],
    guards,
  });
  expect(gatePolicyOf(environment, "billing", undefined).mode).toBe("improve");
  expect(gatePolicyOf(environment, "billings/summarize", undefined).mode).toBe("no-regress");
  expect(gatePolicyOf(environment, "constructor/x", undefined).mode).toBe("no-regress");
  expect(gatePolicyOf({ namespaces: environment.namespaces }, "legal/terms", undefined)).toEqual({ mode: "smoke" });
  const canary = { canary: { suites: ["a"] } };
  const watch = { watch: { guards: { failures: { max_share: 0 } } } };
  expect(gatePolicyOf({ gate: { after_promote: canary }, namespaces: { a: { after_promote: watch } } }, "a/b", { after_promote: { canary: {} } })).toEqual({
    after_promote: { canary: {}, ...watch },
  });
});

test("twenty thousand pairs are decided like twenty", () => {
  const pairs: PairGroup[] = [
    { count: 19_000, before: "pass", after: "pass", score: [0.5, 0.51] },
    { count: 1_000, before: "pass", after: "fail", score: [0.5, 0.49] },
  ];
  for (const metric of ["pass", "score"] as const)
    expect(decideGate(inputOf({ name: "", pairs, policy: { metric }, verdict: "", codes: [] })).summary).toContain("20000 cases");
});

function inputOf(each: GateCase): GateInput {
  const all = casesOf(each.pairs ?? [{ count: 60, before: "pass", after: "pass" }]);
  const { run = Infinity } = each.sequence ?? {};
  const cases = { candidate: all.candidate.slice(0, run), baseline: all.baseline.slice(0, run) };
  if (each.repeat_first_case === true) cases.candidate.push(...cases.candidate.slice(0, 1));
  const evidence = (side: Side, digest: string): Evidence | undefined => {
    if (each.no_evidence?.includes(side) === true) return undefined;
    const ran = evidenceOf(digest, cases[side]);
    const complete = cases[side].length === all[side].length;
    const whole = each.sequence === undefined ? ran : { ...ran, complete, suites: evidenceOf(digest, all[side]).suites };
    const { totals, ...others } = each[side] ?? {};
    return { ...whole, ...others, totals: { ...whole.totals, ...totals } };
  };
  const candidateDigest = each.same_digest === true ? "livedigest" : "newdigest";
  const withoutBaseline = each.first === true || each.no_baseline === true;
  return {
    prompt: "billing/summarize",
    policy: each.policy ?? {},
    environment: "production",
    candidate: { promptDigest: candidateDigest, evidence: evidence("candidate", candidateDigest) },
    baseline: withoutBaseline ? undefined : { promptDigest: "livedigest", version: "1.2.0", evidence: evidence("baseline", "livedigest") },
    first: each.first ?? false,
    findings: each.findings ?? [],
    accepted: each.accepted,
    unusedAcceptances: each.unused_acceptances,
    judging: each.judging,
    contents: contentsOf(each.pairs ?? []),
    holdout: each.holdout && { suites: each.holdout.suites, look: each.holdout.look },
    at: Date.parse("2026-11-21T09:00:00Z"),
    ...(each.sequence === undefined ? {} : { sequence: sequenceOf(each.sequence, all.candidate, contentsOf(each.pairs ?? [])) }),
  };
}

function sequenceOf(
  { planned = 0, made = 0, stranger = false }: NonNullable<GateCase["sequence"]>,
  cases: readonly EvidenceCase[],
  contents: CaseContents,
): Sequence {
  const units = [...Map.groupBy(stranger ? cases.slice(1) : cases, caseClusters(cases, contents)).values()].map((members) => members.map(caseKey));
  return { seed: "5eed", units, calls: { planned, made } };
}
