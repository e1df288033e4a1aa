import { percent } from "../gates/words.ts";
import type { ExperimentStart } from "../ledger/experiment-records.ts";
import type { Reason } from "../ledger/record-parts.ts";
import type { Interval } from "../stats/check.ts";
import { logSplitEvidence, meanDifferenceSequence, type Sample } from "../stats/mean-difference.ts";
import { sampleRatio } from "../stats/sample-ratio.ts";
import type { ExperimentCounts } from "./count-outcomes.ts";
import type { ExperimentVerdict } from "./experiment-verdicts.ts";

/** The chance that a right split is ever called a wrong one. */
const splitAlpha = 0.001;

/** The candidate against control by one measure. */
export interface Contrast {
  readonly control: Sample;
  readonly candidate: Sample;
  /** Mean of the candidate less that of control; undefined while one of them has none. */
  readonly difference: number | undefined;
  /** Holds the true difference with the experiment's confidence, however often somebody looks. */
  readonly interval: Interval;
}

export interface Judgement {
  readonly verdict: ExperimentVerdict;
  readonly reason: Reason;
  readonly primary: Contrast;
  readonly guards: readonly (Contrast & { readonly name: string; readonly margin: number; readonly harmed: boolean })[];
  /** Were units split as meant? */
  readonly split: { readonly fits: boolean; readonly expected: number; readonly got: number; readonly p: number } | undefined;
}

type Rules = Pick<ExperimentStart, "alpha" | "share" | "guards" | "max_units">;

/** What the outcomes say. A wrong split makes everything else worthless, and a guard that is hurt ends it before the question is answered. */
export function judgeExperiment(rules: Rules, counts: ExperimentCounts): Judgement {
  const { alpha, share, max_units } = rules;
  const primary = contrast(counts.control.value, counts.candidate.value, alpha);
  const guards = rules.guards.map(({ name, margin }) => {
    const none: Sample = { n: 0, sum: 0 };
    const of = contrast(counts.control.guards[name] ?? none, counts.candidate.guards[name] ?? none, alpha / rules.guards.length);
    return { name, margin, ...of, harmed: of.interval[1] < -margin };
  });
  const units = primary.control.n + primary.candidate.n;
  const split = units === 0 ? undefined : splitCheck([primary.control.n, primary.candidate.n], share);
  const judged = (verdict: ExperimentVerdict, code: string, message: string): Judgement => ({ verdict, reason: { code, message }, primary, guards, split });

  if (split?.fits === false)
    return judged(
      "invalid",
      "sample-ratio-mismatch",
      `The candidate got ${percent(split.got)} of the units where ${percent(split.expected)} were meant: outcomes are lost, or assigned otherwise.`,
    );
  const harmed = guards.find((guard) => guard.harmed);
  if (harmed !== undefined)
    return judged("harmful", "guard-harmed", `The guard ${harmed.name} is worse with the candidate by more than ${harmed.margin}: ${told(harmed)}.`);
  const [low, high] = primary.interval;
  if (low > 0) return judged("better", "candidate-better", `The candidate is better: ${told(primary)}.`);
  if (high < 0) return judged("worse", "candidate-worse", `The candidate is worse: ${told(primary)}.`);
  if (max_units !== undefined && units >= max_units)
    return judged("inconclusive", "units-used-up", armless(primary) ?? `${units} units did not tell the two apart: ${told(primary)}.`);
  return judged("running", "not-enough-yet", units === 0 ? "There is no outcome yet." : (armless(primary) ?? `Not enough to tell yet: ${told(primary)}.`));
}

function contrast(control: Sample, candidate: Sample, alpha: number): Contrast {
  const difference = control.n === 0 || candidate.n === 0 ? undefined : candidate.sum / candidate.n - control.sum / control.n;
  return { control, candidate, difference, interval: meanDifferenceSequence(control, candidate, alpha) };
}

function splitCheck(counts: readonly [number, number], share: number): NonNullable<Judgement["split"]> {
  const got = counts[1] / (counts[0] + counts[1]);
  return { fits: logSplitEvidence(counts, share) < -Math.log(splitAlpha), expected: share, got, p: sampleRatio(counts, [1 - share, share]).p };
}

/** Without outcomes of both there is no difference that could be told. */
function armless({ control, candidate }: Contrast): string | undefined {
  if (control.n > 0 && candidate.n > 0) return undefined;
  const [none, other] = control.n === 0 ? ["control", candidate.n] : ["the candidate", control.n];
  return `There is no outcome of ${none} yet, and ${other === 1 ? "1 unit" : `${other} units`} of the other arm: nothing to compare.`;
}

function told({ difference = 0, interval: [low, high] }: Contrast): string {
  return `${signed(difference)} (between ${signed(low)} and ${signed(high)})`;
}

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(3)}`;
}
