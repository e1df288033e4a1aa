import { epochLetters } from "../eval/epoch-letters.ts";
import type { CaseEpochs, Evidence, EvidenceCase } from "../eval/evidence.ts";
import { isStale } from "../eval/evidence-age.ts";
import { oldestAnswer, strangeModels } from "../eval/evidence-parts.ts";
import { brokeMustPass } from "./must-pass-step.ts";
import { caseKey } from "./case-key.ts";
import { decisiveCases, pairCases } from "./decisive-cases.ts";
import { defaultHoldoutLooks, type EffectivePolicy } from "./effective-policy.ts";
import type { GateInput } from "./gate-input.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { partsInNumbers, partsInWords } from "./parts-words.ts";
import type { GateReason } from "./reason-codes.ts";
import { countedUnits } from "./sequential/sequential-steps.ts";
import type { Sequence } from "./sequential/sequence.ts";
import { judgesStep } from "./judges-step.ts";
import { counted, firstFew } from "./words.ts";

/** @param hint More exact than the code's. */
type Objection = readonly [code: GateReason, message: string, hint?: string | undefined];

/** Is this evidence, of this prompt, whole, and can the two sides be compared case by case? */
export function validityStep(input: GateInput, policy: EffectivePolicy): GateStep {
  const say = (code: GateReason, message: string, hint?: string) => ({ ...gateStep(input.prompt, code, message), ...(hint === undefined ? {} : { hint }) });
  const { candidate, baseline } = input;
  if (candidate.promptDigest === baseline?.promptDigest)
    return say("unchanged", `Nothing changes: this is what ${baseline.version} is already (digest ${candidate.promptDigest.slice(0, 12)}).`);
  const sealed = objectionToHoldout(input, policy);
  if (sealed !== undefined) return say(...sealed);
  const judges = policy.require_calibrated_judges === undefined ? undefined : judgesStep(input, policy);
  if (judges !== undefined) return judges;
  if (candidate.evidence === undefined) {
    return input.findings.length > 0
      ? say("not-evaluated", "Not evaluated: the validators refuse it anyway.")
      : say("evidence-missing", "The candidate has not been evaluated.");
  }
  const objection =
    objectionTo("The candidate's", candidate.evidence, candidate.promptDigest, input, policy) ??
    (policy.mode === "smoke" ? undefined : objectionToBaseline(candidate.evidence, input, policy));
  if (objection !== undefined) return say(...objection);
  const late = policy.mode === "smoke" || input.sequence === undefined ? undefined : objectionToSequence(candidate.evidence, input, input.sequence, policy);
  if (late !== undefined) return say(...late);
  return gateStep(input.prompt, "evidence-valid", ...whatIsValid(candidate.evidence, policy.mode === "smoke" ? undefined : baseline, input.at, policy));
}

/** A sentence and, where cases of other evaluations are among them, numbers. */
function whatIsValid(
  candidate: Evidence,
  baseline: GateInput["baseline"],
  at: number,
  policy: EffectivePolicy,
): [message: string, numbers?: Record<string, number>] {
  const n = decisiveCases(candidate, policy).length;
  const said = `${counted(n, "case")} of ${firstFew(decisiveSuites(candidate, policy))}, evidence ${candidate.evaluation}`;
  const [ours, theirs] = [partsInWords(candidate), baseline?.evidence && partsInWords(baseline.evidence)];
  if (ours === undefined && theirs === undefined) return [`${said}.`];
  const words = [ours === undefined ? `${said}.` : `${said}: ${ours}.`, ...(theirs === undefined ? [] : [`${baseline?.version ?? ""}'s: ${theirs}.`])];
  return [words.join(" "), { ...partsInNumbers(candidate, "", at), ...partsInNumbers(baseline?.evidence, "baseline_", at) }];
}

function objectionToBaseline(candidate: Evidence, input: GateInput, policy: EffectivePolicy): Objection | undefined {
  const { baseline } = input;
  if (baseline === undefined) return ["baseline-missing", "There is no baseline, and nobody said that nothing is live."];
  if (baseline.evidence === undefined) return ["baseline-missing", `${baseline.version}, which is live, has not been evaluated on these suites.`];
  return (
    objectionTo(`${baseline.version}'s`, baseline.evidence, baseline.promptDigest, input, policy) ??
    objectionToPairing(candidate, baseline.evidence, policy, input.sequence !== undefined)
  );
}

function objectionTo(whose: string, evidence: Evidence, promptDigest: string, input: GateInput, policy: EffectivePolicy): Objection | undefined {
  if (evidence.prompt !== input.prompt || evidence.prompt_digest !== promptDigest)
    return [
      "evidence-for-another-prompt",
      `${whose} evidence is about ${evidence.prompt} with digest ${evidence.prompt_digest.slice(0, 12)}, not ${input.prompt} with ${promptDigest.slice(0, 12)}.`,
    ];
  const inTurn = input.sequence !== undefined && policy.mode !== "smoke";
  if (!evidence.complete && !inTurn) return ["evidence-incomplete", `${whose} evaluation ${evidence.evaluation} left cases out.`];
  if (isStale(evidence, policy, input.at))
    return ["evidence-stale", `${whose} evidence ${ageOf(evidence)}; the policy allows ${counted(policy.evidence_days ?? 0, "day")}.`];
  const strangers = strangeModels(evidence);
  if (strangers.length > 0)
    return ["evidence-mixed", `${whose} evidence has cases of several moments, and not one model answered them: some were answered by ${firstFew(strangers)}.`];
  const twice = repeated(evidence.cases.map(caseKey));
  if (twice.length > 0) return ["duplicate-case", `${whose} evidence has ${firstFew(twice)} more than once.`];
  const contradiction = contradictionIn(evidence, inTurn && !evidence.complete);
  if (contradiction !== undefined) return ["evidence-inconsistent", `${whose} evidence contradicts itself: ${contradiction}.`];
  const missing = (policy.suites ?? []).filter((name) => !evidence.suites.some(({ suite }) => suite === name));
  if (missing.length > 0)
    return ["suite-missing", `${whose} evidence lacks ${missing.length === 1 ? "the suite" : "the suites"} ${firstFew(missing)} that the gate decides by.`];
  if (!inTurn && decisiveCases(evidence, policy).length === 0) return ["no-cases", `${whose} evidence has no case to decide by.`];
  return undefined;
}

function ageOf(evidence: Evidence): string {
  const oldest = oldestAnswer(evidence);
  return oldest === undefined ? "does not say when its answers were given" : `rests on answers of ${oldest}`;
}

/** @param partial Not every case of a suite was run. */
function contradictionIn({ cases, suites, totals, parts }: Evidence, partial: boolean): string | undefined {
  const withStatus = (status: string) => cases.filter((each) => each.status === status).length;
  if (totals.cases !== cases.length) return `${totals.cases} cases in total, ${cases.length} listed`;
  const { passed, failed, errors, pending = 0 } = totals;
  if (passed !== withStatus("pass") || failed !== withStatus("fail") || errors !== withStatus("error") || pending !== withStatus("pending"))
    return "the totals are not those of the cases";
  const perSuite = Map.groupBy(cases, ({ suite }) => suite);
  const miscounted = suites.find(({ suite, cases: whole }) => {
    const there = perSuite.get(suite)?.length ?? 0;
    return partial ? there > whole : there !== whole;
  });
  if (miscounted !== undefined) return `suite \`${miscounted.suite}\` says ${miscounted.cases} cases and lists another number`;
  const stray = cases.find((each) => !suites.some(({ suite }) => suite === each.suite));
  if (stray !== undefined) return `\`${caseKey(stray)}\` belongs to no suite`;
  const perPart = Map.groupBy(cases, ({ from = 0 }) => from);
  if (
    (parts?.some((part, place) => part.cases !== (perPart.get(place)?.length ?? 0)) ?? false) ||
    [...perPart.keys()].some((place) => place >= (parts?.length ?? 1))
  )
    return "its parts are not those of the cases";
  const torn = cases.find((each) => each.epochs !== undefined && !agrees(each, each.epochs));
  if (torn !== undefined) return `the epochs of \`${caseKey(torn)}\` are not what its pass rate says`;
  const unscored = cases.find((each) => !isShare(each.score) || !isShare(each.pass_rate));
  return unscored === undefined ? undefined : `\`${caseKey(unscored)}\` has a score or pass rate outside 0 to 1`;
}

/** Do the epochs make the case's pass rate? Those that ended in an error or wait for a person do not count in it. */
function agrees({ pass_rate }: EvidenceCase, { scores, outcomes }: CaseEpochs): boolean {
  const ended = [...outcomes].filter((letter) => letter !== epochLetters.error && letter !== epochLetters.pending);
  const passed = ended.filter((letter) => letter === "p").length;
  return scores.length === outcomes.length && Math.abs(pass_rate - passed / Math.max(ended.length, 1)) < 1e-9;
}

function objectionToPairing(candidate: Evidence, baseline: Evidence, policy: EffectivePolicy, inTurn: boolean): Objection | undefined {
  const digestOf = (evidence: Evidence, name: string) => evidence.suites.find(({ suite }) => suite === name)?.digest;
  const differing = [...new Set([...decisiveSuites(candidate, policy), ...decisiveSuites(baseline, policy)])].filter(
    (name) => digestOf(candidate, name) !== digestOf(baseline, name),
  );
  if (differing.length > 0) return ["suites-differ", `Candidate and baseline were evaluated on different versions of ${firstFew(differing)}.`];
  if (candidate.epochs !== baseline.epochs)
    return ["epochs-differ", `The candidate was evaluated with ${counted(candidate.epochs, "epoch")}, the baseline with ${baseline.epochs}.`];
  const [ours, theirs] = [decisiveCases(candidate, policy), decisiveCases(baseline, policy)];
  if (inTurn) {
    const digests = new Map(theirs.map((each) => [caseKey(each), each.digest]));
    const differ = ours.filter((each) => (digests.get(caseKey(each)) ?? each.digest) !== each.digest).map(caseKey);
    return differ.length === 0 ? undefined : ["cases-differ", `${firstFew(differ)} ${differ.length === 1 ? "is" : "are"} not the same on both sides.`];
  }
  const paired = new Set(pairCases(ours, theirs).map((pair) => caseKey(pair.candidate)));
  const alone = [...new Set([...ours, ...theirs].map(caseKey))].filter((key) => !paired.has(key));
  return alone.length === 0 ? undefined : ["cases-differ", `${firstFew(alone)} ${alone.length === 1 ? "is" : "are"} not the same on both sides.`];
}

function objectionToHoldout({ holdout }: GateInput, policy: EffectivePolicy): Objection | undefined {
  if (holdout === undefined || policy.mode === "smoke") return undefined;
  const allowed = policy.holdout_looks ?? defaultHoldoutLooks;
  if (holdout.look === undefined) {
    const said = `Not looked at: a look at the sealed ${holdout.suites.length === 1 ? "suite" : "suites"} ${firstFew(holdout.suites)} cannot be counted here`;
    return ["holdout-uncounted", holdout.uncounted === undefined ? `${said}.` : `${said}: ${holdout.uncounted.why}`, holdout.uncounted?.hint];
  }
  return holdout.look > allowed
    ? ["holdout-spent", `This would be look ${holdout.look} at the sealed cases of ${firstFew(holdout.suites)}; the policy allows ${allowed}.`]
    : undefined;
}

/** Every case that was run has its place in the order, and one at least counts. */
function objectionToSequence(candidate: Evidence, { baseline }: GateInput, sequence: Sequence, policy: EffectivePolicy): Objection | undefined {
  const known = new Set(sequence.units.flat());
  const cases = decisiveCases(candidate, policy);
  const stray = cases.map(caseKey).filter((key) => !known.has(key));
  if (stray.length > 0) return ["evidence-not-in-turn", `${firstFew(stray)} ${stray.length === 1 ? "has" : "have"} no place in the order of cases.`];
  const pairs = pairCases(cases, baseline?.evidence === undefined ? [] : decisiveCases(baseline.evidence, policy));
  const failed = cases.some((each) => brokeMustPass(each) || each.status === "error" || each.status === "pending");
  return countedUnits(pairs, sequence).length === 0 && !failed ? ["evidence-not-in-turn", "No case was run on both sides yet."] : undefined;
}

function decisiveSuites(evidence: Evidence, policy: EffectivePolicy): string[] {
  return evidence.suites.map(({ suite }) => suite).filter((name) => policy.suites?.includes(name) ?? true);
}

function repeated(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(keys.filter((key) => seen.size === seen.add(key).size))];
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
