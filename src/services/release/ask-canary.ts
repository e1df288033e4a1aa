import { ErrorCauses } from "../../core/eval/error-causes.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { decideGate } from "../../core/gates/decide-gate.ts";
import { caseKey } from "../../core/gates/case-key.ts";
import type { GateReport, GateStep } from "../../core/gates/gate-report.ts";
import type { Canary } from "../../core/model/after-promote.ts";
import type { Config } from "../../core/model/config.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluateDeps } from "../evaluation/evaluation-input.ts";
import { findEvidence, knownEvidence, type FindEvidenceInput } from "../evaluation/find-evidence.ts";
import { prepare } from "../evaluation/prepare.ts";
import { causesOf, type GateRun } from "./ask-gate.ts";
import type { GateDeps } from "./release-deps.ts";
import type { ReleasedVersion } from "./released-version.ts";

export interface CanaryQuestion {
  readonly canary: Canary;
  readonly config: Config;
  readonly configSource: DocumentSource;
  readonly environment: string;
  /** What was promoted; its own suites judge it. */
  readonly version: ReleasedVersion;
  /** When it went live, milliseconds since the epoch: an evaluation since then that asked the model for everything counts. Absent = none does. */
  readonly since?: number | undefined;
}

export interface CanaryAnswer {
  readonly report: GateReport;
  /** Of the evidence it went by. */
  readonly evaluation: string | undefined;
  /** Cases that did not pass, `suite/case`. */
  readonly failed: readonly string[];
}

/** Asks a smoke gate of a version that is live, of the model itself: neither evidence nor answers from before its promotion count. @throws what `evaluate` throws. */
export async function askCanary(deps: GateDeps, question: CanaryQuestion, run: Omit<GateRun, "sequential" | "fresh"> = {}): Promise<CanaryAnswer> {
  const { canary, environment, version } = question;
  const causes = new ErrorCauses();
  const watched = { ...run, onEvent: causesOf(causes, run.onEvent) };
  const evidence = await canaryEvidence({ ...deps, openProvider: await deps.openProviders(question.configSource) }, question, watched);
  const report = decideGate({
    prompt: version.prompt,
    policy: { ...canary, mode: "smoke" },
    environment,
    candidate: { promptDigest: version.loaded.digest, version: version.version, evidence },
    first: false,
    // Its text was looked at before it was promoted.
    findings: [],
    causes: causes.list(),
    at: deps.clock.now(),
  });
  const failed = evidence?.cases.filter(({ status }) => status === "fail" || status === "error") ?? [];
  const told = { ...report, steps: report.steps.map((step) => askedAgainBy(step, `promptops release check ${environment} ${version.prompt}`)) };
  return { report: told, evaluation: evidence?.evaluation, failed: failed.map(caseKey) };
}

/** An evaluation by hand would ask the work tree, and not the version that is live. */
function askedAgainBy(step: GateStep, command: string): GateStep {
  return step.hint?.includes("`promptops eval ") === true ? { ...step, hint: `Run \`${command}\` again: it asks the version that is live.` } : step;
}

async function canaryEvidence(
  deps: EvaluateDeps,
  { canary, config, version, since }: CanaryQuestion,
  { onEvent, concurrency, maxCostUsd, signal }: Pick<GateRun, "onEvent" | "concurrency" | "maxCostUsd" | "signal">,
): Promise<Evidence | undefined> {
  const label = versionName(version);
  const input: FindEvidenceInput = {
    config,
    targets: [{ promptId: version.prompt, promptSource: version.source, suiteSource: version.source, label }],
    useCache: false,
    fresh: true,
    ...(canary.suites === undefined ? {} : { suites: canary.suites }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    ...(signal === undefined ? {} : { signal }),
  };
  const known = since === undefined ? undefined : (await knownEvidence(deps.evaluations, (await prepare(deps.openProvider, input)).plan, since)).get(label);
  if (known !== undefined && known.totals.cached === 0 && known.parts === undefined) return known;
  return (await findEvidence(deps, input, onEvent))[0];
}
