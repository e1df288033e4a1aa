import type { CaseResult } from "../../src/core/eval/case-result.ts";
import { DetailsFold } from "../../src/core/eval/compare-details.ts";
import { comparedReport } from "../../src/core/eval/compare-report.ts";
import { sideCounts } from "../../src/core/eval/compare-side.ts";
import { compareSlices } from "../../src/core/eval/compare-slices.ts";
import { splitCases } from "../../src/core/eval/compare-split.ts";
import { compareSplits, type ComparePlan } from "../../src/core/eval/compare-splits.ts";
import type { EvidenceCase } from "../../src/core/eval/evidence.ts";
import type { ComparedSide, CompareResult } from "../../src/core/results/compare.ts";
import type { ComparedReport } from "../../src/reporters/compare/compare-reporter.ts";
import { casesOf, type PairGroup } from "./paired-evidence.ts";

const plan: ComparePlan = { metric: "pass", alpha: 0.05, margin: 0.05 };
export const prompt = "billing/summarize";

export function sideOf(name: string, cases: readonly EvidenceCase[], given: Partial<ComparedSide> = {}): ComparedSide {
  return {
    name,
    word: name,
    kind: "prompt",
    prompt,
    prompt_digest: "0123456789abcdef",
    model: "demo/small",
    models_answered: [],
    evaluation: "e",
    reused: false,
    ...sideCounts(cases),
    ...given,
  };
}

/** Every other side compared with the first, as the service does. @param results What the last side answered; its first side answered "before". */
export function reportOf(
  groups: readonly (readonly PairGroup[])[],
  {
    asked = {},
    given = {},
    results = [],
    shown,
    width = 80,
    color = false,
    endless = false,
  }: Partial<{
    asked: Partial<CompareResult["asked"]>;
    given: Partial<CompareResult>;
    results: readonly (readonly [CaseResult, CaseResult])[];
    shown: readonly string[];
    width: number;
    color: boolean;
    endless: boolean;
  }> = {},
): ComparedReport {
  const made = groups.map(casesOf);
  const splits = made.map(({ baseline, candidate }) => splitCases(baseline, candidate));
  const findings = compareSplits(splits, plan);
  const comparisons = made.map(({ baseline, candidate }, at) => {
    const wanted = { explained: new Set(candidate.map((each) => `${each.suite}/${each.case}`)), shown: new Set(shown ?? []) };
    const details = { before: new DetailsFold(baseline, wanted), after: new DetailsFold(candidate, wanted) };
    for (const [before, after] of results) {
      details.before.add(before);
      details.after.add(after);
    }
    const split = splits[at] ?? splitCases([], []);
    const { slices } = compareSlices(split.pairs, new Map(), plan);
    return comparedReport({ before: 0, after: at + 1, split, finding: findings[at], slices, details, shown }, plan, made.length);
  });
  const names = [
    `${prompt}@1.0.0 (live in staging)`,
    ...made.map((_, at) => (made.length === 1 ? `${prompt} (the work tree)` : `${prompt} (draft${at + 1}.yml)`)),
  ];
  const result: CompareResult = {
    sides: names.map((name, at) =>
      sideOf(name, made[Math.max(0, at - 1)]?.[at === 0 ? "baseline" : "candidate"] ?? [], { word: at === 0 ? `${prompt}@1.0.0` : prompt }),
    ),
    asked: { suites: [], cases: [], tags: [], ...asked },
    metric: "pass",
    alpha: 0.05,
    margin: 0.05,
    comparisons,
    notes: [],
    command: `promptops compare ${prompt}`,
    ...given,
  };
  return { result, splits, screen: { width, color, endless } };
}

export function answer(given: Partial<CaseResult>): CaseResult {
  return { index: 0, prompt, suite: "main", case: "c1", epoch: 1, case_digest: "d1", status: "pass", score: 1, checks: [], ...given };
}

export function failed(reason: string, given: Partial<CaseResult> = {}): CaseResult {
  return answer({ status: "fail", score: 0, checks: [{ type: "contains", score: 0, pass: false, weight: 1, reason }], ...given });
}
