import type { DeliveryStatus } from "../../core/ledger/delivery-row.ts";
import { runName } from "../../core/ledger/record-names.ts";
import type { DeliveriesListResult } from "../../core/results/deliveries.ts";
import type { DeliveryFilter, LedgerIndex } from "../../ports/ledger-index.ts";
import { requireFilterNames, type FilterDeps, type FilterNames } from "../require-filter-names.ts";
import { readCircuit, readPendingOf } from "../deliver/read-deliveries.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { meantRun } from "../runs/find-run.ts";
import { recordedDeliveries } from "./recorded-deliveries.ts";
import { summarizeDelivery } from "./summarize-delivery.ts";

export interface ListDeliveriesInput {
  /** Whatever is given must hold. Without a status: those that are not done, unless `all`. */
  readonly status?: DeliveryStatus | undefined;
  readonly all: boolean;
  readonly destination?: string | undefined;
  readonly job?: string | undefined;
  readonly run?: string | undefined;
  readonly limit: number;
}

/** Where something was delivered, or from where, is known, whatever else is filtered out. */
async function requireNames(index: LedgerIndex, deps: FilterDeps, { job, destination }: Pick<FilterNames, "job" | "destination">): Promise<void> {
  const had = async (filter: DeliveryFilter) => (await index.deliveries({ ...filter, limit: 1 })).length > 0;
  const recorded = {
    job: job !== undefined && ((await had({ job })) || (await index.runs({ job, limit: 1 })).length > 0) ? job : undefined,
    destination: destination !== undefined && (await had({ destination })) ? destination : undefined,
  };
  await requireFilterNames(deps, { job, destination }, recorded);
}

/** Deliveries, newest first, and how their destinations stand. @throws PromptopsError `unknown-job`, `unknown-destination`, `unknown-run`, and as `recordedDeliveries` does. */
export async function listDeliveries(
  deps: DeliveriesDeps,
  { status, all, destination, job, run: ofRun, limit }: ListDeliveriesInput,
): Promise<DeliveriesListResult> {
  const { ledger, index, notes } = await recordedDeliveries(deps);
  const view = await ledger.view();
  const now = deps.clock.now();
  const run = ofRun === undefined ? undefined : runName(await meantRun({ index: () => Promise.resolve(index) }, ofRun));
  const wanted: readonly (DeliveryStatus | undefined)[] = status !== undefined ? [status] : all ? [undefined] : ["pending", "held", "dead"];
  const found = await Promise.all(wanted.map((each) => index.deliveries({ destination, job, run, limit, status: each })));
  const rows = found
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, limit);
  if (rows.length === 0) await requireNames(index, { git: deps.git, workTree: deps.workTree, view }, { job, destination });
  const names = (await view.list("state/circuits")).map((file) => file.replace(/\.json$/, ""));
  const circuits = await Promise.all(names.filter((name) => destination === undefined || name === destination).map((name) => readCircuit(view, name)));
  return {
    deliveries: await Promise.all(rows.map(async (row) => summarizeDelivery(row, await readPendingOf(view, row.intent), now))),
    circuits: circuits.filter((each) => each !== undefined),
    notes,
  };
}
