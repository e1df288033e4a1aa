import type { Comparison } from "../gates/comparison.ts";
import { caseKey } from "../gates/case-key.ts";
import type { CasePair } from "../gates/decisive-cases.ts";
import { metricValue } from "../gates/pair-changes.ts";
import type { CaseSide, ComparedCase, ComparedMeasure, ComparedPart, CompareVerdict, SideComparison } from "../results/compare.ts";
import { changedPairs, changeOf } from "./compare-change.ts";
import type { DetailsFold } from "./compare-details.ts";
import { pairedMeasure, type PairedMeasure } from "./compare-measures.ts";
import type { ComparedSlice } from "./compare-slices.ts";
import type { ComparedSplit } from "./compare-split.ts";
import type { ComparePlan, SplitFinding } from "./compare-splits.ts";
import { comparedSentence } from "./compare-words.ts";
import type { EvidenceCase } from "./evidence.ts";

/** So many cases and names of a kind are listed. */
export const listed = 100;

/** Everything that was found out about two sides. */
export interface ComparedParts {
  /** Places among the sides. */
  readonly before: number;
  readonly after: number;
  readonly split: ComparedSplit;
  readonly finding: SplitFinding | undefined;
  readonly slices: readonly ComparedSlice[];
  readonly details: { readonly before: DetailsFold; readonly after: DetailsFold };
  /** Cases whose answers are shown, as `suite/case`; undefined when none are asked for. */
  readonly shown: readonly string[] | undefined;
}

/** What `--json` shows of two sides. @param comparisons How many are made at once. */
export function comparedReport(parts: ComparedParts, plan: ComparePlan, comparisons: number): SideComparison {
  const { before, after, split, finding, slices, details, shown } = parts;
  const { pairs, undecided, edited, onlyBefore, onlyAfter } = split;
  const cases = (some: readonly CasePair[]) => ({ count: some.length, first: some.slice(0, listed).map((pair) => comparedCase(pair, details)) });
  const names = (some: readonly EvidenceCase[]) => ({ count: some.length, first: some.slice(0, listed).map(caseKey) });
  const same = pairs.filter((pair) => changeOf(pair, plan.metric) === "same");
  const passed = same.filter(({ candidate }) => candidate.status === "pass").length;
  return {
    before,
    after,
    verdict: verdictOf(split, finding),
    sentence: comparedSentence(split, finding, plan, comparisons),
    pairs: pairs.length,
    ...(finding === undefined ? {} : { test: testOf(finding) }),
    unchanged: { passed, failed: same.length - passed },
    lost: cases(changedPairs(pairs, plan.metric, "lost")),
    gained: cases(changedPairs(pairs, plan.metric, "gained")),
    undecided: cases(undecided),
    edited: names(edited),
    only_before: names(onlyBefore),
    only_after: names(onlyAfter),
    measures: measuresOf(pairs, finding, { ...plan, alpha: plan.alpha / Math.max(1, comparisons) }),
    parts: slices.map(partOf),
    ...(shown === undefined ? {} : { answers: shown.map((key) => answersOf(key, details)) }),
  };
}

/** What `--json` shows of two sides that are one and the same: nothing was evaluated for it. */
export function sameReport(before: number, after: number, digest: string): SideComparison {
  const none = { count: 0, first: [] };
  return {
    before,
    after,
    verdict: "same",
    sentence: `nothing differs: the same prompt under the same model (digest ${digest.slice(0, 12)})`,
    pairs: 0,
    unchanged: { passed: 0, failed: 0 },
    lost: none,
    gained: none,
    undecided: none,
    edited: none,
    only_before: none,
    only_after: none,
    measures: [],
    parts: [],
  };
}

/** The cases of a comparison that are told of one by one, and so need their reasons. */
export function explainedCases({ pairs, undecided }: ComparedSplit, { metric }: ComparePlan): string[] {
  const told = [changedPairs(pairs, metric, "lost"), changedPairs(pairs, metric, "gained"), undecided].flatMap((some) => some.slice(0, listed));
  return told.map(({ candidate }) => caseKey(candidate));
}

function verdictOf({ undecided }: ComparedSplit, finding: SplitFinding | undefined): CompareVerdict {
  const error = undecided.some(({ baseline, candidate }) => baseline.status === "error" || candidate.status === "error");
  return error ? "error" : (finding?.shows ?? "inconclusive");
}

function testOf({ comparison, pBetter, pWorse, confidence, pairsNeeded }: SplitFinding): NonNullable<SideComparison["test"]> {
  const { method, clusters, baseline, candidate, difference, lower, upper } = comparison;
  const needed = pairsNeeded === undefined ? {} : { pairs_needed: pairsNeeded };
  const corrected = { p_better: pBetter, p_worse: pWorse };
  const raw = { raw_p_better: comparison.pBetter, raw_p_worse: comparison.pWorse };
  return {
    method,
    groups: clusters,
    before: baseline,
    after: candidate,
    difference,
    lower,
    upper,
    confidence: level(confidence),
    ...corrected,
    ...raw,
    ...needed,
  };
}

function measuresOf(pairs: readonly CasePair[], finding: SplitFinding | undefined, { metric, alpha }: ComparePlan): ComparedMeasure[] {
  return (["pass", "score", "cost_nano_usd", "latency_ms"] as const).flatMap((name) => {
    const measure =
      name === metric && finding !== undefined
        ? byTest(finding.comparison)
        : pairedMeasure(pairs, readers[name], { alpha, share: name === "pass" || name === "score" });
    if (measure === undefined) return [];
    return [{ name, ...measure, ...(measure.lower === undefined ? {} : { confidence: level(1 - alpha) }) }];
  });
}

const readers: Readonly<Record<ComparedMeasure["name"], (side: EvidenceCase) => number | undefined>> = {
  pass: metricValue("pass"),
  score: ({ score }) => score,
  cost_nano_usd: ({ cost_nano_usd }) => cost_nano_usd,
  latency_ms: ({ latency_ms }) => latency_ms,
};

function byTest({ pairs, baseline, candidate, difference, lower, upper }: Comparison): PairedMeasure {
  return { pairs, before: baseline, after: candidate, difference, lower, upper };
}

/** Without what a binary fraction adds to 1 − 0.05 / 3. */
function level(confidence: number): number {
  return Number(confidence.toFixed(12));
}

function partOf({ by, name, comparison, pBetter, pWorse, confidence, shows, q }: ComparedSlice): ComparedPart {
  const { pairs, baseline, candidate, gained, lost, difference, lower, upper } = comparison;
  const p = { p_better: pBetter, p_worse: pWorse };
  return { by, name, pairs, before: baseline, after: candidate, gained, lost, difference, lower, upper, confidence: level(confidence), ...p, shows, q };
}

function comparedCase({ baseline, candidate }: CasePair, details: ComparedParts["details"]): ComparedCase {
  const { suite, case: name, must_pass } = candidate;
  return {
    suite,
    case: name,
    ...(must_pass === true ? { must_pass } : {}),
    before: caseSide(baseline, details.before),
    after: caseSide(candidate, details.after),
  };
}

function caseSide(side: EvidenceCase, details: DetailsFold): CaseSide {
  const { status, score, pass_rate } = side;
  const { failedChecks = [], error } = details.explanation(caseKey(side)) ?? {};
  return { status, score, pass_rate, ...(failedChecks.length === 0 ? {} : { failed_checks: [...failedChecks] }), ...(error === undefined ? {} : { error }) };
}

function answersOf(key: string, { before, after }: ComparedParts["details"]): NonNullable<SideComparison["answers"]>[number] {
  const slash = key.indexOf("/");
  return { suite: key.slice(0, slash), case: key.slice(slash + 1), before: [...before.answers(key)], after: [...after.answers(key)] };
}
