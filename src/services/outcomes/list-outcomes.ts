import { experimentName } from "../../core/experiment/experiment-name.ts";
import { OutcomeRecord, type UseOutcome } from "../../core/ledger/outcome-record.ts";
import { outcomeFolder } from "../../core/ledger/record-names.ts";
import { outcomesOfVersion } from "../../core/release/outcomes-of-version.ts";
import { sumUpOutcomes } from "../../core/release/sum-up-outcomes.ts";
import type { OutcomesListResult, OutcomesRow } from "../../core/results/outcomes-list.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { ExperimentDeps } from "../experiment/experiment-deps.ts";
import { requireFilterNames } from "../require-filter-names.ts";
import { experimentNames, outcomesOf, requireExperiment } from "../experiment/read-experiment.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { recordIn } from "../run-due/read-record.ts";
import type { VersionInPlace } from "./read-outcomes.ts";

export interface ListOutcomesInput {
  readonly prompt?: string | undefined;
  readonly version?: string | undefined;
  readonly environment?: string | undefined;
  /** Milliseconds since the epoch: what came before is left out. */
  readonly since?: number | undefined;
  readonly limit: number;
}

interface Recorded extends VersionInPlace {
  readonly experiment?: string;
  readonly outcomes: readonly UseOutcome[];
}

/** What was recorded of versions in use, in experiments and outside of them, summed up; newest first. @throws PromptopsError `unknown-prompt`, `unknown-version`, `unknown-environment`, `ledger-damaged`. */
export async function listOutcomes(
  { git, workTree, openLedger }: Pick<ExperimentDeps, "git" | "workTree" | "openLedger">,
  { since, limit, ...wanted }: ListOutcomesInput,
): Promise<OutcomesListResult> {
  const view = await (await openLedger(await knownLedgerRemote(git))).view();
  const begin = since === undefined ? "" : new Date(since).toISOString();
  const rows: OutcomesRow[] = [];
  let recorded = false;
  for (const everything of [outsideOfExperiments, inExperiments])
    for await (const { outcomes, ...about } of everything(view, wanted)) {
      recorded = true;
      const told = sumUpOutcomes(outcomes.filter(({ at }) => at >= begin));
      if (told !== undefined) rows.push({ ...about, ...told });
    }
  if (!recorded) await requireFilterNames({ git, workTree }, wanted);
  rows.sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : 0));
  return { outcomes: rows.slice(0, limit), more: Math.max(0, rows.length - limit) };
}

type Wanted = Partial<Record<keyof VersionInPlace, string | undefined>>;

/** One version in one place after the other: no more than the outcomes of one are held at a time. */
async function* outsideOfExperiments(view: LedgerView, wanted: Wanted): AsyncGenerator<Recorded> {
  for (const environment of await view.list("outcomes")) {
    if (!isWanted(wanted, { environment: environment.slice(0, -1) })) continue;
    let own: (VersionInPlace & { readonly outcomes: UseOutcome[] }) | undefined;
    for await (const { path, text } of view.records(`outcomes/${environment.slice(0, -1)}`)) {
      if (own !== undefined && !path.startsWith(`${outcomeFolder(own)}/`)) {
        yield own;
        own = undefined;
      }
      const { outcomes, ...record } = recordIn(OutcomeRecord, path, text);
      const place = { prompt: record.prompt, version: record.version, environment: record.environment };
      if (isWanted(wanted, place)) (own ??= { ...place, outcomes: [] }).outcomes.push(...outcomes);
    }
    if (own !== undefined) yield own;
  }
}

async function* inExperiments(view: LedgerView, wanted: Wanted): AsyncGenerator<Recorded> {
  for (const name of await experimentNames(view)) {
    const { prompt, environment } = name;
    if (!isWanted(wanted, { prompt, environment })) continue;
    const experiment = experimentName(name);
    const { start } = await requireExperiment(view, experiment);
    const versions = [start.control, start.candidate].map(({ version }) => version).filter((version) => isWanted(wanted, { version }));
    const outcomes = versions.length === 0 ? [] : await outcomesOf(view, name);
    for (const version of versions) yield { prompt, version, environment, experiment, outcomes: outcomesOfVersion(start, outcomes, version) };
  }
}

function isWanted(wanted: Wanted, place: Partial<VersionInPlace>): boolean {
  return (["prompt", "version", "environment"] as const).every((key) => wanted[key] === undefined || place[key] === undefined || wanted[key] === place[key]);
}
