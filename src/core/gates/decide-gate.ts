import { comparisonSteps } from "./comparison-steps.ts";
import type { EvidenceCase } from "../eval/evidence.ts";
import { decisiveCases, pairCases, type CasePair } from "./decisive-cases.ts";
import { withDefaults, type EffectivePolicy } from "./effective-policy.ts";
import { errorsStep } from "./errors-step.ts";
import type { GateInput } from "./gate-input.ts";
import type { GateReport, GateStep, Verdict } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { guardsStep } from "./guards-step.ts";
import { mustPassStep } from "./must-pass-step.ts";
import { notReached } from "./reason-codes.ts";
import { turnsIn } from "./sequential/next-turn.ts";
import { countedUnits, sequentialSteps } from "./sequential/sequential-steps.ts";
import { holdoutAlpha } from "../stats/holdout-spending.ts";
import { firstFew } from "./words.ts";
import { thresholdsStep } from "./thresholds-step.ts";
import { validatorsSteps } from "./validators-step.ts";
import { validityStep } from "./validity-step.ts";

const order = ["validity", "validators", "errors", "must-pass", "thresholds", "guards", "comparison", "support"] as const satisfies readonly GateStep["step"][];
const gravity = ["error", "fail", "inconclusive", "pass"] as const satisfies readonly Verdict[];

/**
 * May this candidate go live? Steps in order; the first three end the gate when they do not pass, since nothing after them could be
 * trusted, except that a must-pass case failed; of the rest every broken rule is reported. Whatever cannot be established refuses. Pure: the same input, the same report.
 */
export function decideGate(input: GateInput): GateReport {
  const policy = spentOn(input, withDefaults(input.policy, input.first));
  const steps = decisiveSteps(input, policy);
  const verdict = gravity.find((outcome) => steps.some((step) => step.outcome === outcome)) ?? "error";
  return {
    verdict,
    mode: policy.mode,
    ...(input.environment === undefined ? {} : { environment: input.environment }),
    candidate: { prompt_digest: input.candidate.promptDigest, ...(input.candidate.version === undefined ? {} : { version: input.candidate.version }) },
    ...(input.baseline === undefined ? {} : { baseline: { prompt_digest: input.baseline.promptDigest, version: input.baseline.version } }),
    summary: summary(steps, verdict),
    steps: [...steps, ...notReachedAfter(steps)],
  };
}

/** A look at sealed cases has but a part of alpha: all looks together, however many, spend no more than the whole. */
function spentOn({ holdout }: GateInput, policy: EffectivePolicy): EffectivePolicy {
  return holdout?.look === undefined || policy.mode === "smoke" ? policy : { ...policy, alpha: holdoutAlpha(policy.alpha, holdout.look) };
}

function lookStep({ prompt, holdout, policy: asked }: GateInput, { mode, alpha }: EffectivePolicy): GateStep[] {
  if (holdout?.look === undefined || mode === "smoke") return [];
  const whole = withDefaults(asked, false).alpha;
  const numbers = { look: holdout.look, alpha, alpha_in_all: whole };
  return [
    gateStep(
      prompt,
      "holdout-counted",
      `Look ${holdout.look} at the sealed cases of ${firstFew(holdout.suites)}, with alpha ${Number(alpha.toPrecision(2))} of ${whole}.`,
      numbers,
    ),
  ];
}

function decisiveSteps(input: GateInput, policy: EffectivePolicy): GateStep[] {
  const validity = validityStep(input, policy);
  if (validity.outcome === "error" || validity.outcome === "fail" || validity.code === "unchanged") return [validity];
  const looked = [validity, ...validatorsSteps(input)];
  const { evidence } = input.candidate;
  if (looked.some(({ outcome }) => outcome === "fail") || evidence === undefined) return looked;

  const { prompt } = input;
  const cases = decisiveCases(evidence, policy);
  const baseline = policy.mode === "smoke" || input.baseline?.evidence === undefined ? [] : decisiveCases(input.baseline.evidence, policy);
  const errors = errorsStep(prompt, cases, baseline, input.causes);
  if (errors.outcome !== "pass") {
    // What failed for good is told at once: no rating and no second try would lift it.
    const mustPass = mustPassStep(prompt, cases);
    return [...looked, errors, ...(mustPass.outcome === "fail" ? [mustPass] : [])];
  }

  const all = pairCases(cases, baseline, input.contents);
  const { sequence } = input;
  if (policy.mode !== "smoke" && sequence !== undefined) {
    const pairs = countedUnits(all, sequence).flat();
    // Before the first pair counts, only a must-pass case can have decided.
    if (pairs.length === 0) return [...looked, errors, mustPassStep(prompt, cases)];
    const held = demands(
      input,
      cases,
      pairs.map((pair) => pair.candidate),
      pairs,
      policy,
    );
    return [...looked, errors, ...held, ...sequentialSteps(prompt, { pairs: all, epochs: evidence.epochs }, policy, sequence), ...lookStep(input, policy)];
  }
  return [
    ...looked,
    errors,
    ...demands(input, cases, cases, all, policy),
    ...(policy.mode === "smoke" ? [uncompared(prompt, input.first)] : comparisonSteps(prompt, all, policy)),
    ...lookStep(input, policy),
  ];
}

/** What is asked beside the comparison. @param counted Those of the cases that thresholds and guards go by. */
function demands(
  { prompt, first, sequence, tags }: Pick<GateInput, "prompt" | "first" | "sequence" | "tags">,
  cases: readonly EvidenceCase[],
  counted: readonly EvidenceCase[],
  pairs: readonly CasePair[],
  policy: EffectivePolicy,
) {
  // In turn guards are looked at as often as there are turns, and may hold by luck in any: each has its part of alpha.
  const alpha = sequence === undefined || pairs.length === 0 ? policy.alpha : policy.alpha / turnsIn(sequence);
  const guarded = { cases: counted, pairs, policy: { ...policy, alpha }, tags };
  return [mustPassStep(prompt, cases), ...thresholdsStep(prompt, counted, policy, first), ...guardsStep(prompt, guarded)];
}

function uncompared(prompt: string, first: boolean): GateStep {
  return first
    ? gateStep(prompt, "first-version", "Nothing is live yet: there is nothing to compare with.")
    : gateStep(prompt, "smoke-only", "The gate's mode is `smoke`: thresholds decide.");
}

function notReachedAfter(steps: readonly GateStep[]): GateStep[] {
  const last = order.findIndex((name) => name === steps.at(-1)?.step);
  return order.slice(last + 1).map((step) => ({ step, outcome: "skipped", code: notReached, message: "Not asked." }));
}

/** The sentence of what decided: the first step with the verdict's outcome, or, when all passed, the last that says something. */
function summary(steps: readonly GateStep[], verdict: Verdict): string {
  const deciding = steps.filter((step) => step.outcome === verdict);
  const telling =
    verdict === "pass" ? (deciding.findLast(({ step }) => step === "comparison") ?? deciding.findLast(({ step }) => step === "thresholds")) : undefined;
  return (telling ?? deciding[0])?.message ?? "Nothing was decided.";
}
