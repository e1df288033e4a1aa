import { nameHint } from "../../core/errors/name-hint.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { countOutcomes } from "../../core/experiment/count-outcomes.ts";
import { experimentFolder, experimentName, parseExperimentName, startPath, stopPath, type ExperimentName } from "../../core/experiment/experiment-name.ts";
import { judgeExperiment } from "../../core/experiment/judge-experiment.ts";
import { ExperimentOutcomes, ExperimentStart, ExperimentStop, type Outcome } from "../../core/ledger/experiment-records.ts";
import { meantId } from "../../core/identity/meant-id.ts";
import type { ExperimentStatus } from "../../core/results/experiment.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readRecord, recordIn } from "../run-due/read-record.ts";

export interface Experiment {
  readonly name: ExperimentName;
  readonly start: ExperimentStart;
  readonly stop: ExperimentStop | undefined;
}

/** The one that was named, whole or by what no other begins with. @throws PromptopsError `unknown-experiment`, `ambiguous-id`. */
export async function requireExperiment(view: LedgerView, text: string): Promise<Experiment> {
  const whole = await experimentOf(view, parseExperimentName(text));
  if (whole !== undefined) return whole;
  const known = (await experimentNames(view)).map(experimentName);
  const meant = await experimentOf(view, parseExperimentName(meantId("experiment", text, known) ?? ""));
  if (meant !== undefined) return meant;
  const hint = known.length === 0 ? "None was ever started: `promptops experiment start PROMPT@VERSION ENVIRONMENT` begins one." : nameHint(text, known);
  throw new PromptopsError("unknown-experiment", `There is no experiment "${text}".`, hint === undefined ? {} : { hint });
}

async function experimentOf(view: LedgerView, name: ExperimentName | undefined): Promise<Experiment | undefined> {
  const start = name && (await readRecord(view, ExperimentStart, startPath(name)));
  return name === undefined || start === undefined ? undefined : { name, start, stop: await readRecord(view, ExperimentStop, stopPath(name)) };
}

/** All there ever were, by environment, prompt and number. */
export async function experimentNames(view: LedgerView): Promise<ExperimentName[]> {
  const found: ExperimentName[] = [];
  const look = async (environment: string, folder: string): Promise<void> => {
    for (const entry of await view.list(folder)) {
      if (!entry.endsWith("/")) continue;
      const path = `${folder}/${entry.slice(0, -1)}`;
      const [, prompt, nth] = /^experiments\/[^/]+\/(.+)~(\d+)$/.exec(path) ?? [];
      const name = prompt === undefined ? undefined : parseExperimentName(`${prompt}@${environment}~${nth}`);
      if (name === undefined) await look(environment, path);
      else found.push(name);
    }
  };
  for (const entry of await view.list("experiments")) if (entry.endsWith("/")) await look(entry.slice(0, -1), `experiments/${entry.slice(0, -1)}`);
  return found.sort((a, b) => compare(a.environment, b.environment) || compare(a.prompt, b.prompt) || a.nth - b.nth);
}

/** Everything that was recorded of it. @throws PromptopsError `ledger-damaged`. */
export async function outcomesOf(view: LedgerView, name: ExperimentName): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const { path, text } of view.records(`${experimentFolder(name)}/outcomes`)) outcomes.push(...recordIn(ExperimentOutcomes, path, text).outcomes);
  return outcomes;
}

/** What outcomes say of it; of one that was stopped its verdict is what it was stopped with. */
export function statusOf({ start, stop }: Experiment, outcomes: Iterable<Outcome>): ExperimentStatus {
  const { verdict, reason, primary, guards, split } = judgeExperiment(start, countOutcomes(outcomes));
  return {
    start,
    ...(stop !== undefined && { stop }),
    verdict: stop?.verdict ?? verdict,
    reason: stop?.reason ?? reason,
    primary: withDifference(primary),
    guards: guards.map(withDifference),
    ...(split !== undefined && { split }),
  };
}

function withDifference<T extends { readonly difference: number | undefined }>({ difference, ...rest }: T): Omit<T, "difference"> & { difference?: number } {
  return difference === undefined ? rest : { ...rest, difference };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
