import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { experimentName, startPath, type ExperimentName } from "../../core/experiment/experiment-name.ts";
import type { ExperimentStart } from "../../core/ledger/experiment-records.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { ExperimentStartResult } from "../../core/results/experiment.ts";
import { askPolicy } from "../release/ask-policy.ts";
import { committedProject, requireEnvironment, requireIdentity } from "../release/committed-project.ts";
import { liveVersion } from "../release/live-version.ts";
import { namedVersion } from "../release/named-version.ts";
import { requireExplained } from "../release/explained-log.ts";
import { policyProject } from "../release/policy-project.ts";
import { readReleased, requireRecord, type ReleasedVersion } from "../release/released-version.ts";
import { releaseRemote } from "../release/release-remote.ts";
import { newestTip, viewLog } from "../release/view-log.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { ExperimentDeps } from "./experiment-deps.ts";
import { experimentNames, requireExperiment } from "./read-experiment.ts";

export interface StartExperimentInput {
  /** The candidate: `billing/summarize@1.3.0`. Control is what is live. */
  readonly candidate: string;
  readonly environment: string;
  /** What the candidate gets, between 0 and 1. */
  readonly share: number;
  readonly alpha: number;
  readonly maxUnits?: number | undefined;
  readonly guards: ExperimentStart["guards"];
}

/**
 * Begins to compare a version with the one that is live, for real. The environment's policy must let it there as it would by a promotion.
 * Nothing is written while the remote cannot be reached: somebody else may be starting one.
 * @throws PromptopsError `unknown-version`, `unknown-environment`, `nothing-live`, `nothing-to-compare`, `experiment-running`, `remote-unreachable` …
 */
export async function startExperiment(deps: ExperimentDeps, input: StartExperimentInput): Promise<ExperimentStartResult> {
  const { git, clock, random } = deps;
  const { environment, share, alpha, maxUnits, guards } = input;
  const name = await namedVersion(git, input.candidate, { command: "promptops experiment start", environment: input.environment });
  const by = await requireIdentity(git);
  const { config } = await committedProject(git);
  const remote = await releaseRemote(git, config);
  const policy = requireEnvironment((await policyProject(git, remote, config)).config, environment);
  await requireExplained(git, await newestTip(git, remote));
  const { tip, state } = await viewLog(git, remote, "all");
  const record = requireRecord(state, name);
  const candidate = await readReleased(git, state, name);
  const control = await liveVersion(git, state, name.prompt, environment);
  if (control === undefined) throw new PromptopsError("nothing-live", `Nothing of ${name.prompt} is live in ${environment}: there is nothing to compare with.`);
  if (control.loaded.digest === candidate.loaded.digest)
    throw new PromptopsError("nothing-to-compare", `${versionName(candidate)} is what is live in ${environment} already.`);

  const about = { prompt: name.prompt, environment, control: versionName(control), candidate: versionName(candidate) };
  const asked = { environment, policy, record, candidate, by, now: clock.now(), remote, log: { tip, sequence: state.sequence }, state };
  const refusals = await askPolicy(git, asked);
  if (refusals.length > 0) return { outcome: "refused", ...about, refusals: refusals.map(({ code, message, hint }) => ({ code, message, hint })) };

  const ledger = await deps.openLedger(await knownLedgerRemote(git));
  const offline = await ledger.sync();
  if (offline !== undefined) throw offline;
  const view = await ledger.view();
  const earlier = (await experimentNames(view)).filter((each) => each.prompt === name.prompt && each.environment === environment);
  const last = earlier.at(-1);
  if (last !== undefined && (await requireExperiment(view, experimentName(last))).stop === undefined) throw running(last);
  const next = { prompt: name.prompt, environment, nth: (last?.nth ?? 0) + 1 };
  const start: ExperimentStart = {
    schema_version: 1,
    kind: "experiment",
    experiment: experimentName(next),
    at: new Date(clock.now()).toISOString(),
    by,
    control: ranVersion(control),
    candidate: ranVersion(candidate),
    share,
    salt: random.hex(16),
    alpha,
    ...(maxUnits !== undefined && { max_units: maxUnits }),
    guards,
  };
  const records = [{ path: startPath(next), text: `${JSON.stringify(start)}\n` }];
  const { taken } = await ledger.commit({ records, message: `Start experiment ${start.experiment}`, by, at: clock.now() }, "shared");
  if (taken.size > 0) throw running(next);
  return { outcome: "started", ...about, refusals: [], start };
}

function ranVersion({ prompt, version, loaded, commit }: ReleasedVersion): ExperimentStart["control"] {
  return { prompt, version, digest: loaded.digest, commit };
}

function running(name: ExperimentName): PromptopsError {
  const text = experimentName(name);
  return new PromptopsError("experiment-running", `${text} is running: two at once would disturb each other.`, {
    hint: `Stop it first: \`promptops experiment stop ${text} --reason 'why'\`.`,
  });
}
