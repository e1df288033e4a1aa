import { sum } from "../../stats/check.ts";
import { whatHappened } from "../comparison-words.ts";
import { caseKey } from "../case-key.ts";
import type { CasePair } from "../decisive-cases.ts";
import type { EffectivePolicy } from "../effective-policy.ts";
import type { GateStep } from "../gate-report.ts";
import { gateStep } from "../gate-step.ts";
import { changeOf, pairChanges, type PairChanges } from "../pair-changes.ts";
import { counted, listedCases } from "../words.ts";
import { compareInTurn, type InTurn } from "./compare-in-turn.ts";
import type { Sequence } from "./sequence.ts";

/**
 * The candidate against what is live, case after case in the sequence's order, until the answer is clear. The codes are those of the
 * comparison that waits for every case.
 * @param epochs So often was each case asked.
 * @param pairs Of whatever was run; only units that are whole on both sides count, and only those before the first that is not.
 */
export function sequentialSteps(
  prompt: string,
  { pairs, epochs }: { readonly pairs: readonly CasePair[]; readonly epochs: number },
  policy: EffectivePolicy,
  sequence: Sequence,
): GateStep[] {
  const whole = countedUnits(pairs, sequence);
  const largest = Math.max(...sequence.units.map(({ length }) => length));
  const change = changeOf(policy.metric);
  const answer = compareInTurn(
    whole.map((unit) => unit.map(change)),
    { all: sequence.units.length, largest, epochs },
    policy,
  );
  const looked = whole.slice(0, answer.units).flat();
  const cases = sum(sequence.units.map(({ length }) => length));
  const changes = pairChanges(looked, policy.metric);
  const code = answer.shown ?? (policy.mode === "improve" ? "maybe-better" : "maybe-worse");
  const comparison = gateStep(prompt, code, `${whatHappened(changes)}; ${whatItMeans(answer, policy)}`, numbersOf(changes, answer, policy, sequence, cases));
  return [{ ...comparison, ...listedCases(changes) }, support(prompt, answer, sequence, { looked: looked.length, cases })];
}

/** The pairs of units that count, in order; those of a unit are one cluster. */
export function countedUnits(pairs: readonly CasePair[], { units }: Sequence): CasePair[][] {
  const byKey = new Map(pairs.map((pair) => [caseKey(pair.candidate), pair]));
  const run = units.map((keys, unit) =>
    keys.flatMap((key) => {
      const pair = byKey.get(key);
      return pair === undefined ? [] : [{ ...pair, cluster: String(unit) }];
    }),
  );
  const open = run.findIndex((unit, at) => unit.length < (units[at]?.length ?? 0));
  return open === -1 ? run : run.slice(0, open);
}

function whatItMeans({ shown, evidence }: InTurn, { mode, margin, alpha }: EffectivePolicy): string {
  const said = `evidence ${shownEvidence(evidence[shown ?? (mode === "improve" ? "better" : "not-worse")] ?? 0)}, ${shownEvidence(1 / alpha)} asked for`;
  switch (shown) {
    case "not-worse":
      return `not worse by more than ${margin} (${said})`;
    case "worse":
      return `worse than what is live (${said})`;
    case "better":
      return `better than what is live (${said})`;
    case "no-better":
      return `no improvement worth ${margin} (${said})`;
    default:
      return `not enough to tell (${said})`;
  }
}

function support(prompt: string, answer: InTurn, { calls }: Sequence, { looked, cases }: { readonly looked: number; readonly cases: number }): GateStep {
  const saved = calls.planned - calls.made;
  const numbers = { pairs: looked, cases_in_all: cases, calls_made: calls.made, calls_saved: saved };
  const spared = saved === 0 ? "No call was saved" : `${saved} of ${counted(calls.planned, "call")} saved`;
  if (answer.shown !== undefined) return gateStep(prompt, "decided-in-turn", `Decided after ${looked} of ${counted(cases, "case")}. ${spared}.`, numbers);
  const needed = answer.unitsNeeded;
  const enough = needed === undefined ? "no number of cases would tell at these rates" : `about ${needed} would tell`;
  const open = { ...numbers, ...(needed === undefined ? {} : { pairs_needed: needed }) };
  return answer.hopeless
    ? gateStep(prompt, "little-hope", `Given up after ${looked} of ${counted(cases, "case")}, which would hardly tell; ${enough}. ${spared}.`, open)
    : gateStep(prompt, "needs-more-cases", `${counted(looked, "pair")} compared; ${enough}.`, open);
}

function numbersOf(changes: PairChanges, { evidence }: InTurn, { alpha, margin, metric }: EffectivePolicy, { seed }: Sequence, cases: number) {
  const { pairs, clusters, baseline, candidate, gained, lost, difference } = changes;
  const [better, worse, notWorse, noBetter] = [evidence.better, evidence.worse, evidence["not-worse"], evidence["no-better"]];
  return {
    method: "e-process",
    metric,
    pairs,
    clusters,
    cases_in_all: cases,
    baseline,
    candidate,
    gained,
    lost,
    difference,
    ...(better === undefined ? {} : { e_better: better }),
    ...(notWorse === undefined ? {} : { e_not_worse: notWorse }),
    ...(worse === undefined ? {} : { e_worse: worse }),
    ...(noBetter === undefined ? {} : { e_no_better: noBetter }),
    alpha,
    margin,
    seed,
  };
}

/** "20", "3.1", "over 1000" */
function shownEvidence(value: number): string {
  return value > 1000 ? "over 1000" : String(Number(value.toPrecision(2)));
}
