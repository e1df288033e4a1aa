import type { GateStep } from "./gate-report.ts";

/** What is always true of a reason code: the step that gives it, what it means for the verdict, and what to do. */
export interface ReasonCode {
  readonly step: GateStep["step"];
  readonly outcome: GateStep["outcome"];
  readonly meaning: string;
  /** The next step; `<prompt>` becomes the prompt's id. Absent when nothing is to be done. */
  readonly hint?: string;
}

const evaluateAgain = "Run `promptops eval <prompt>` without filters, then ask the gate again.";
const seeAnswers = "Run `promptops eval <prompt>` to see the answers, and mend the prompt.";

const waysOut =
  "Add cases to the suite; or widen `margin` in the gate's policy if that loss would be acceptable; or set `mode: smoke` for this environment while the suite is small.";

/** Every reason a gate can give. `docs/reason-codes.md` is generated from it. */
export const reasonCodes = {
  unchanged: { step: "validity", outcome: "pass", meaning: "The candidate is, digest for digest, what is live already." },
  "evidence-valid": { step: "validity", outcome: "pass", meaning: "The evidence is whole, about this prompt, and comparable case by case." },
  "not-evaluated": { step: "validity", outcome: "skipped", meaning: "There is no evidence because the validators refuse the prompt anyway." },
  "evidence-missing": { step: "validity", outcome: "error", meaning: "The candidate was not evaluated.", hint: evaluateAgain },
  "baseline-missing": {
    step: "validity",
    outcome: "error",
    meaning: "What is live was not evaluated on the candidate's suites.",
    hint: "Run `promptops gate <prompt>`: it evaluates the live version on these suites.",
  },
  "evidence-incomplete": { step: "validity", outcome: "error", meaning: "The evaluation left cases out.", hint: evaluateAgain },
  "holdout-spent": {
    step: "validity",
    outcome: "fail",
    meaning: "As many candidates as the policy allows (`holdout_looks`) were compared on these sealed cases: a further one may just have learned them.",
    hint: "Put new cases into the suite marked `holdout`: they are another holdout, and counted anew.",
  },
  "holdout-uncounted": {
    step: "validity",
    outcome: "error",
    meaning: "Sealed cases decide, and a look at them cannot be counted here: they are not looked at.",
    hint: "Give whoever asks leave to push `promptops/ledger`; or leave the sealed suite out of this environment's `suites`, and let the gate of a later environment ask for it. `promptops ledger status` says how the ledger stands.",
  },
  "judges-uncalibrated": {
    step: "validity",
    outcome: "fail",
    meaning:
      "Judges hold more of the decision than the margin forgives, and the policy asks for more agreement with people, or for more rated answers, than there is.",
    hint: "Rate answers that they judged with `promptops feedback add`, bad ones too, and see `promptops feedback agreement <prompt>`.",
  },
  "evidence-stale": {
    step: "validity",
    outcome: "error",
    meaning: "The evidence rests on an answer that is older than the policy's `evidence_days`, or does not say when its answers were given.",
    hint: "Run `promptops gate <prompt> --fresh`: it evaluates both sides anew, without answers given before.",
  },
  "evidence-mixed": {
    step: "validity",
    outcome: "error",
    meaning: "Cases that were taken over from earlier evidence were answered by another model than the rest, which goes by the same name.",
    hint: "Run `promptops gate <prompt> --fresh`: it evaluates both sides anew, without answers given before.",
  },
  "evidence-not-in-turn": {
    step: "validity",
    outcome: "error",
    meaning: "A sequential gate has no case yet that counts, or cases that its order does not know.",
    hint: "Run `promptops gate <prompt> --sequential` again.",
  },
  "evidence-for-another-prompt": { step: "validity", outcome: "error", meaning: "The evidence carries the digest of another prompt.", hint: evaluateAgain },
  "evidence-inconsistent": {
    step: "validity",
    outcome: "error",
    meaning: "The evidence contradicts itself: its counts do not add up, or a score is no score.",
    hint: evaluateAgain,
  },
  "suite-missing": {
    step: "validity",
    outcome: "error",
    meaning: "A suite that decides was not evaluated.",
    hint: "Run `promptops show <prompt>` to see its suites, and mend `suites` in the gate's policy or evaluate the missing one.",
  },
  "no-cases": {
    step: "validity",
    outcome: "error",
    meaning: "No case decides.",
    hint: "Add cases below the prompt's `evals/`, then run `promptops eval <prompt>`.",
  },
  "duplicate-case": { step: "validity", outcome: "error", meaning: "A case occurs twice in the evidence.", hint: evaluateAgain },
  "suites-differ": {
    step: "validity",
    outcome: "error",
    meaning: "Candidate and baseline were evaluated on different versions of a suite.",
    hint: "Run `promptops gate <prompt>`: it evaluates both on the candidate's suites.",
  },
  "cases-differ": {
    step: "validity",
    outcome: "error",
    meaning: "A case of one side has no equal on the other.",
    hint: "Run `promptops gate <prompt>`: it evaluates both on the candidate's suites.",
  },
  "epochs-differ": {
    step: "validity",
    outcome: "error",
    meaning: "Candidate and baseline were evaluated with different numbers of epochs.",
    hint: "Evaluate both with the same `--epochs`.",
  },

  "no-findings": { step: "validators", outcome: "pass", meaning: "No static validator objects." },
  findings: {
    step: "validators",
    outcome: "fail",
    meaning: "A static validator objects to the prompt.",
    hint: "Mend what is listed, then run `promptops validate`; what is no fault, say so under `accept` in the prompt's manifest.",
  },

  "findings-accepted": {
    step: "validators",
    outcome: "pass",
    meaning:
      "A static validator objects, and the prompt's manifest says why that shall stay (`accept`). Each reason is in the report and in the version's statement.",
  },
  "acceptance-unused": {
    step: "validators",
    outcome: "pass",
    meaning: "A warning: the manifest accepts what no validator finds, and would let through what is found later.",
  },
  "no-errors": { step: "errors", outcome: "pass", meaning: "Every case was answered and scored." },
  "error-cases": {
    step: "errors",
    outcome: "error",
    meaning: "Cases of the candidate or of the baseline ended in an error, so nobody knows whether they pass.",
    hint: "Run `promptops eval <prompt>` again: only what failed with an error is asked again.",
  },
  "pending-cases": {
    step: "errors",
    outcome: "inconclusive",
    meaning: "Cases wait for a person's rating, so nobody knows yet whether they pass.",
    hint: "Have somebody rate the answers that `promptops eval <prompt>` lists as pending, then ask the gate again.",
  },

  "must-pass-held": { step: "must-pass", outcome: "pass", meaning: "Every must-pass case passed in every epoch." },
  "no-must-pass": { step: "must-pass", outcome: "skipped", meaning: "No case is marked `must_pass`." },
  "must-pass-failed": { step: "must-pass", outcome: "fail", meaning: "A must-pass case failed in at least one epoch.", hint: seeAnswers },

  "thresholds-held": { step: "thresholds", outcome: "pass", meaning: "The candidate reaches the policy's thresholds." },
  "no-thresholds": { step: "thresholds", outcome: "skipped", meaning: "The policy has no threshold." },
  "default-pass-rate-held": {
    step: "thresholds",
    outcome: "pass",
    meaning: "A smoke gate without thresholds asks for a pass rate of 0.8; the candidate has it.",
  },
  "below-default-pass-rate": {
    step: "thresholds",
    outcome: "fail",
    meaning: "A smoke gate without thresholds asks for a pass rate of 0.8; the candidate stays below.",
    hint: "Mend the prompt, or set `min_pass_rate` in the gate's policy.",
  },
  "pass-rate-too-low": { step: "thresholds", outcome: "fail", meaning: "The share of passed cases is below `min_pass_rate`.", hint: seeAnswers },
  "score-too-low": { step: "thresholds", outcome: "fail", meaning: "The mean score is below `min_score`.", hint: seeAnswers },
  "too-few-cases": {
    step: "thresholds",
    outcome: "fail",
    meaning: "Fewer cases than `min_cases` decide.",
    hint: "Add cases below the prompt's `evals/`, then run `promptops eval <prompt>`.",
  },

  "guards-held": { step: "guards", outcome: "pass", meaning: "What the policy guards is no worse than it allows." },
  "no-guards": { step: "guards", outcome: "skipped", meaning: "The policy has no guard that applies here." },
  "latency-too-high": {
    step: "guards",
    outcome: "fail",
    meaning: "The mean latency is above `guards.latency.max_ms`.",
    hint: "Shorten the prompt or its answer, choose a faster model, or raise the guard.",
  },
  "latency-increased": {
    step: "guards",
    outcome: "fail",
    meaning: "Case by case the latency grew by more than `guards.latency.max_increase` against what is live, and chance does not explain it.",
    hint: "Shorten the prompt or its answer, choose a faster model, or raise the guard.",
  },
  "latency-unknown": { step: "guards", outcome: "fail", meaning: "A latency guard is set, and a case has no measured latency.", hint: evaluateAgain },
  "cost-too-high": {
    step: "guards",
    outcome: "fail",
    meaning: "The mean cost per case is above `guards.cost.max_usd`.",
    hint: "Shorten the prompt or its answer, choose a cheaper model, or raise the guard.",
  },
  "cost-increased": {
    step: "guards",
    outcome: "fail",
    meaning: "Case by case the cost grew by more than `guards.cost.max_increase` against what is live, and chance does not explain it.",
    hint: "Shorten the prompt or its answer, choose a cheaper model, or raise the guard.",
  },
  "cost-unknown": {
    step: "guards",
    outcome: "fail",
    meaning: "A cost guard is set, and the price of a model is not known.",
    hint: "Add the model under `prices` in `.promptops.yml`, then run `promptops eval <prompt>`.",
  },

  "length-too-high": {
    step: "guards",
    outcome: "fail",
    meaning: "The mean length of an answer is above `guards.length.max_chars`.",
    hint: "Ask for shorter answers in the prompt, or raise the guard.",
  },
  "length-increased": {
    step: "guards",
    outcome: "fail",
    meaning: "Case by case answers grew by more than `guards.length.max_increase` against what is live, and chance does not explain it.",
    hint: "Ask for shorter answers in the prompt, or raise the guard.",
  },
  "length-unknown": {
    step: "guards",
    outcome: "fail",
    meaning: "A length guard is set, and of a case it is not known how long its answer was.",
    hint: "Run `promptops gate <prompt> --fresh`: evidence from before lengths were recorded does not have them.",
  },
  "metric-too-low": { step: "guards", outcome: "fail", meaning: "The mean of a metric is below the `min` of its guard.", hint: seeAnswers },
  "metric-worse": {
    step: "guards",
    outcome: "fail",
    meaning: "A metric is worse than what is live, by what may be more than the `margin` of its guard, and chance does not explain it.",
    hint: "Run `promptops compare <prompt>` to see it case by case.",
  },
  "metric-unknown": {
    step: "guards",
    outcome: "fail",
    meaning: "A guard is set on a metric that no case has, or that cases have on one side only.",
    hint: "Give assertions that `metric`, or correct its name in the guard; where evidence is from before metrics were recorded, run `promptops gate <prompt> --fresh`.",
  },
  "slice-worse": {
    step: "guards",
    outcome: "fail",
    meaning: "The cases of a tag are worse than what is live, by what may be more than the margin of `guards.slices`, and chance does not explain it.",
    hint: "Run `promptops compare <prompt> --tag <tag>` to see which cases.",
  },
  "slice-unknown": {
    step: "guards",
    outcome: "fail",
    meaning: "A guard is set on a tag that no case has.",
    hint: "Give cases that tag, or correct `guards.slices.tags`.",
  },
  "guard-unclear": {
    step: "guards",
    outcome: "inconclusive",
    meaning: "The cases can neither show that a guard holds nor that it is broken.",
    hint: "Add cases (to a slice: with its tag); or widen what the guard allows; or set `guards.if_unclear: report` to be told and go on.",
  },
  "guard-not-judged": {
    step: "guards",
    outcome: "skipped",
    meaning: "Too few cases tell whether a guard holds, and the policy lets that pass: `guards.if_unclear: report`, or a slice below `min_cases`.",
  },

  "first-version": { step: "comparison", outcome: "skipped", meaning: "Nothing is live yet, so there is nothing to compare with." },
  "smoke-only": { step: "comparison", outcome: "skipped", meaning: "The policy's mode is `smoke`: thresholds decide." },
  "not-worse": {
    step: "comparison",
    outcome: "pass",
    meaning:
      "The candidate is not worse than what is live by more than the margin: a lower bound of the difference lies above it, or the evidence against such a loss suffices.",
  },
  "maybe-worse": {
    step: "comparison",
    outcome: "inconclusive",
    meaning: "The cases can neither rule out a loss beyond the margin nor show a loss.",
    hint: waysOut,
  },
  worse: {
    step: "comparison",
    outcome: "fail",
    meaning: "The candidate is worse than what is live, and chance does not explain it.",
    hint: "Run `promptops diff <prompt>` to see what changed, and `promptops eval <prompt> --case <id>` to see the answer to a lost case.",
  },
  better: { step: "comparison", outcome: "pass", meaning: "The candidate is better than what is live, and chance does not explain it." },
  "maybe-better": {
    step: "comparison",
    outcome: "inconclusive",
    meaning: "The cases can neither show an improvement nor rule out one as large as the margin.",
    hint: "Add cases to the suite; or set `mode: no-regress` if not being worse is enough, or `mode: smoke` for this environment while the suite is small.",
  },
  "no-better": {
    step: "comparison",
    outcome: "fail",
    meaning: "Any improvement is smaller than the margin: an upper bound of the difference lies below it, or the evidence against such a gain suffices.",
    hint: "Use mode `no-regress` if not being worse is enough.",
  },

  "enough-cases": { step: "support", outcome: "pass", meaning: "There were enough pairs of cases to decide." },
  "holdout-counted": { step: "support", outcome: "pass", meaning: "Sealed cases decided, with the part of alpha that this look at them may spend." },
  "decided-in-turn": { step: "support", outcome: "pass", meaning: "A sequential gate had its answer; cases after it were not run." },
  "little-hope": {
    step: "support",
    outcome: "inconclusive",
    meaning: "A sequential gate gave up: at the rates seen, and with some luck, the rest of the cases would show nothing.",
    hint: "Add cases to the suite, or widen `margin` in the gate's policy. A gate without `sequential` needs fewer cases to tell; asked after this one, the two together err up to twice as often as `alpha` says.",
  },
  "needs-more-cases": {
    step: "support",
    outcome: "inconclusive",
    meaning: "There were too few pairs of cases to decide; the number says about how many it takes at the rates seen.",
    hint: "Add cases below the prompt's `evals/`, then run `promptops gate <prompt>`.",
  },
} as const satisfies Record<string, ReasonCode>;

export type GateReason = keyof typeof reasonCodes;

/** The code of every step after one that ended the gate. */
export const notReached = "not-reached";
