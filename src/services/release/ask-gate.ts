import { ErrorCauses } from "../../core/eval/error-causes.ts";
import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { decideGate } from "../../core/gates/decide-gate.ts";
import { defaultHoldoutLooks, gatePolicyOf, withDefaults } from "../../core/gates/effective-policy.ts";
import type { GateInput } from "../../core/gates/gate-input.ts";
import { DigestList } from "../../core/identity/digest-list.ts";
import { suiteDigest } from "../../core/identity/suite-digest.ts";
import type { GateReport } from "../../core/gates/gate-report.ts";
import { reasonCodes } from "../../core/gates/reason-codes.ts";
import { uncalibrated } from "../../core/gates/judging.ts";
import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { HoldoutLook } from "../../core/ledger/holdout-state.ts";
import { configFile, manifestFile } from "../../core/model/document-paths.ts";
import type { Acceptance } from "../../core/model/acceptance.ts";
import type { Config } from "../../core/model/config.ts";
import type { GatePolicy } from "../../core/model/gate-policy.ts";
import { acceptFindings } from "../../core/validators/accept-findings.ts";
import type { AcceptedFinding } from "../../core/validators/accepted-finding.ts";
import { validatePrompt } from "../../core/validators/validate-prompt.ts";
import type { ValidatedCase } from "../../core/validators/validator.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { caseContents } from "../case-contents.ts";
import type { EvaluationTarget } from "../evaluation/evaluation-input.ts";
import { findEvidence } from "../evaluation/find-evidence.ts";
import type { LoadedPrompt } from "../load-prompt.ts";
import { loadSuite } from "../load-suite.ts";
import { askInTurns, type JudgeInTurns, type Sides } from "./ask-in-turns.ts";
import { judgingFor } from "./judging-for.ts";
import type { ReleasedVersion } from "./released-version.ts";
import type { GateDeps } from "./release-deps.ts";

/** How an evaluation that a gate needs is run and watched. */
export interface GateRun {
  readonly concurrency?: number | undefined;
  readonly maxCostUsd?: number | undefined;
  /** Run cases in a random order until the answer is clear, whatever the policy says. */
  readonly sequential?: boolean | undefined;
  /** Evaluate anew: neither evidence nor answers from before count. */
  readonly fresh?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: EvaluationEvent) => void) | undefined;
}

/** The state of the repository that a candidate is held to. */
export interface JudgingState {
  readonly source: DocumentSource;
  /** The same prompt there, with its manifest and the names of its suites. */
  readonly loaded: LoadedPrompt;
}

export interface GateQuestion {
  /** The state that providers, environments and prices are read from. */
  readonly config: Config;
  readonly configSource: DocumentSource;
  /** Undefined = no environment is asked about: a smoke gate. */
  readonly environment: string | undefined;
  readonly candidate: { readonly source: DocumentSource; readonly loaded: LoadedPrompt; readonly version?: string | undefined };
  /** Where manifest, suites, judges and scorers are taken from; from the candidate's own state when absent. */
  readonly judgedBy?: JudgingState | undefined;
  /** Its policy; as `config` and the manifest have it when absent. */
  readonly policy?: GatePolicy | undefined;
  /** What is accepted of findings; what the manifest accepts that judges it when absent. */
  readonly accept?: readonly Acceptance[] | undefined;
  /** What is live in the environment; undefined = nothing. */
  readonly baseline: ReleasedVersion | undefined;
}

export interface GateAnswer {
  readonly report: GateReport;
  /** What validators found and the manifest accepts. */
  readonly accepted: readonly AcceptedFinding[];
  /** Absent when no evaluation would have changed the verdict. */
  readonly evidence: Evidence | undefined;
  readonly baselineEvidence: Evidence | undefined;
}

/** Gathers what a gate goes by, evidence from earlier evaluations first, and lets it decide. */
export async function askGate(deps: GateDeps, question: GateQuestion, run: GateRun = {}): Promise<GateAnswer> {
  const { environment, candidate, judgedBy = candidate, baseline } = question;
  const { resolved, digest } = candidate.loaded;
  const { manifest } = judgedBy.loaded;
  const { accept = manifest?.accept ?? [] } = question;
  const asked = policyOf(question);
  const policy = run.sequential === true ? { ...asked, sequential: true } : asked;
  const found = validatePrompt({ resolved, manifest, cases: await casesOf(judgedBy) });
  const { findings, accepted, unused } = acceptFindings(found, accept);
  const judging =
    policy.require_calibrated_judges === undefined
      ? undefined
      : await judgingFor(deps, judgedBy, policy, { config: question.config, openProvider: await deps.openProviders(question.configSource) });
  const compared = baseline !== undefined && baseline.loaded.digest !== digest && findings.length === 0 && policy.mode !== "smoke";
  const holdout = compared && uncalibrated(judging, policy).length === 0 ? await holdoutFor(deps, judgedBy, policy, digest) : undefined;
  const { contents, tags } = compared ? await casesAsked(judgedBy, policy) : {};
  const causes = new ErrorCauses();
  const onEvent = causesOf(causes, run.onEvent);
  const judge: JudgeInTurns = (sides, sequence) =>
    decideGate({
      prompt: resolved.id,
      policy,
      environment,
      candidate: { promptDigest: digest, version: candidate.version, evidence: sides.candidate },
      baseline: baseline && { promptDigest: baseline.loaded.digest, version: baseline.version, evidence: sides.baseline },
      first: baseline === undefined,
      findings,
      accepted,
      unusedAcceptances: unused.flatMap((at) => accept[at] ?? []),
      sequence,
      judging,
      holdout,
      contents,
      tags,
      causes: causes.list(),
      at: deps.clock.now(),
    });

  // Nothing is evaluated when the verdict is clear without it.
  if (findings.length > 0 || baseline?.loaded.digest === digest || uncalibrated(judging, policy).length > 0 || isSpent(holdout, policy))
    return { accepted, ...answerOf(judge, {}) };
  requirePolicySuites(question, policy);
  const inputs = await evaluationOf(deps, question, policy, run);
  const evaluating = { ...deps, openProvider: inputs.openProvider };
  if (policy.sequential === true && inputs.input.targets.length === 2) {
    const { report, ...sides } = await askInTurns(evaluating, { ...inputs.input, contents }, judge, onEvent);
    return { accepted, report, evidence: sides.candidate, baselineEvidence: sides.baseline };
  }
  const [evidence, baselineEvidence] = await findEvidence(evaluating, inputs.input, onEvent);
  return { accepted, ...answerOf(judge, { candidate: evidence, baseline: baselineEvidence }) };
}

/** Gathers beside what is told to whoever watches. */
export function causesOf(causes: ErrorCauses, onEvent: GateRun["onEvent"]): (event: EvaluationEvent) => void {
  return (event) => {
    if (event.type === "result") causes.add(event.result);
    onEvent?.(event);
  };
}

function answerOf(judge: JudgeInTurns, { candidate, baseline }: Partial<Sides>): Omit<GateAnswer, "accepted"> {
  return { report: judge({ candidate, baseline }), evidence: candidate, baselineEvidence: baseline };
}

function policyOf({ config, environment, candidate, judgedBy = candidate, policy }: GateQuestion): GatePolicy {
  if (policy !== undefined) return policy;
  if (environment === undefined) return {};
  return gatePolicyOf(config.environments?.[environment], candidate.loaded.resolved.id, judgedBy.loaded.manifest?.gates?.[environment]);
}

/** The candidate and, where they are compared, what is live. */
async function evaluationOf(deps: GateDeps, question: GateQuestion, policy: GatePolicy, run: GateRun) {
  const { config, configSource, candidate, judgedBy = candidate, baseline } = question;
  const { id } = candidate.loaded.resolved;
  const mine: EvaluationTarget = { promptId: id, promptSource: candidate.source, suiteSource: judgedBy.source };
  const theirs: EvaluationTarget[] =
    baseline === undefined || withDefaults(policy, false).mode === "smoke"
      ? []
      : [{ promptId: id, promptSource: baseline.source, suiteSource: judgedBy.source, label: `${id}@${baseline.version}` }];
  const { signal, concurrency, maxCostUsd, fresh } = run;
  const input = {
    config,
    targets: [mine, ...theirs],
    ...(policy.suites === undefined ? {} : { suites: policy.suites }),
    ...(signal === undefined ? {} : { signal }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    ...(fresh === true ? { useCache: false, fresh } : { reuse: { days: policy.evidence_days } }),
  };
  return { openProvider: await deps.openProviders(configSource), input };
}

/** A suite that the policy names and the prompt has not is a mistake in the policy. @throws PromptopsError `unknown-suite`. */
function requirePolicySuites({ candidate, judgedBy = candidate, environment }: GateQuestion, { suites }: GatePolicy): void {
  const { suites: known, manifest, resolved } = judgedBy.loaded;
  const missing = known.length === 0 ? undefined : suites?.find((suite) => !known.includes(suite));
  if (missing === undefined) return;
  const own = environment !== undefined && manifest?.gates?.[environment]?.suites?.includes(missing) === true;
  const near = nearest(missing, known);
  const there = known.map((suite) => `\`${suite}\``).join(", ");
  throw new PromptopsError("unknown-suite", `The gate of ${environment ?? resolved.id} names the suite "${missing}", which ${resolved.id} does not have.`, {
    where: own ? manifestFile(resolved.id) : configFile,
    hint: near === undefined ? `It has ${there}: correct \`suites\` there, or add the suite.` : `Did you mean \`${near}\`?`,
  });
}

function isSpent(holdout: GateInput["holdout"], { holdout_looks = defaultHoldoutLooks }: GatePolicy): boolean {
  return holdout !== undefined && (holdout.look === undefined || holdout.look > holdout_looks);
}

/** The sealed suites that decide, and what number this look at them has: of several the highest counts. Counted before anybody looks. */
async function holdoutFor(deps: GateDeps, { source, loaded }: JudgingState, { suites }: GatePolicy, candidate: string): Promise<GateInput["holdout"]> {
  const sealed: string[] = [];
  const looks: number[] = [];
  for (const name of loaded.suites.filter((suite) => suites?.includes(suite) ?? true)) {
    const suite = await loadSuite(source, loaded, name);
    if (suite.suite.holdout !== true) continue;
    const digests = new DigestList();
    for await (const { digest } of suite.cases()) digests.push(digest);
    sealed.push(name);
    const counted = await countedLook(deps, loaded.resolved.id, { suite: name, suite_digest: suiteDigest(digests, suite.suite), candidate });
    if (typeof counted !== "number") return { suites: [name], look: undefined, uncounted: counted };
    looks.push(counted);
  }
  return sealed.length === 0 ? undefined : { suites: sealed, look: Math.max(...looks) };
}

/** A ledger that cannot be written is a reason not to look, and none for the other prompts' gates to end. */
async function countedLook({ countLook }: GateDeps, prompt: string, look: HoldoutLook): Promise<number | NonNullable<GateInput["holdout"]>["uncounted"]> {
  try {
    return await countLook?.(prompt, look);
  } catch (error) {
    if (!(error instanceof PromptopsError) || !["environment", "authentication"].includes(error.exit)) throw error;
    const mayNotPush = error.code === "remote-refused" || error.code === "remote-authentication";
    return { why: error.message, hint: mayNotPush ? reasonCodes["holdout-uncounted"].hint : error.hint };
  }
}

/**
 * What the cases that decide ask: a case may stand in several suites, as a challenge set's do, and prove but one thing. And their tags, which are no part of
 * what evidence is about, so that it may have older ones.
 */
async function casesAsked({ source, loaded }: JudgingState, { suites }: GatePolicy): Promise<Required<Pick<GateInput, "contents" | "tags">>> {
  const deciding = loaded.suites.filter((suite) => suites?.includes(suite) ?? true);
  const contents = new Map<string, string>();
  const tags = new Map<string, readonly string[]>();
  for await (const { key, content, tags: labels } of caseContents(source, loaded, deciding)) {
    contents.set(key, content);
    if (labels.length > 0) tags.set(key, labels);
  }
  return { contents, tags };
}

async function casesOf({ source, loaded }: JudgingState): Promise<ValidatedCase[]> {
  const cases: ValidatedCase[] = [];
  for (const name of loaded.suites) {
    const suite = await loadSuite(source, loaded, name);
    const ofAll = suite.suite.assertions?.length ?? 0;
    for await (const { suite: of, id, inputs, expected, history, assertions } of suite.cases())
      cases.push({ suite: of, id, inputs, expected, history, assertions: assertions.slice(ofAll) });
  }
  return cases;
}
