import type { DeliveryStatus } from "../../core/ledger/delivery-row.ts";
import { runName } from "../../core/ledger/record-names.ts";
import type { DeliveriesListResult } from "../../core/results/deliveries.ts";
import { readCircuit, readPendingOf } from "../deliver/read-deliveries.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { meantRun } from "../runs/find-run.ts";
import { offlineNotes, openDeliveries } from "./open-deliveries.ts";
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

/** Deliveries, newest first, and how their destinations stand. @throws PromptopsError as `openDeliveries` does. */
export async function listDeliveries(
  deps: DeliveriesDeps,
  { status, all, destination, job, run: ofRun, limit }: ListDeliveriesInput,
): Promise<DeliveriesListResult> {
  const open = await openDeliveries(deps);
  const view = await open.deliver.ledger.view();
  const now = deps.clock.now();
  const run = ofRun === undefined ? undefined : runName(await meantRun({ index: () => Promise.resolve(open.index) }, ofRun));
  const wanted: readonly (DeliveryStatus | undefined)[] = status !== undefined ? [status] : all ? [undefined] : ["pending", "held", "dead"];
  const found = await Promise.all(wanted.map((each) => open.index.deliveries({ destination, job, run, limit, status: each })));
  const rows = found
    .flat()
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, limit);
  const names = (await view.list("state/circuits")).map((file) => file.replace(/\.json$/, ""));
  const circuits = await Promise.all(names.filter((name) => destination === undefined || name === destination).map((name) => readCircuit(view, name)));
  return {
    deliveries: await Promise.all(rows.map(async (row) => summarizeDelivery(row, await readPendingOf(view, row.intent), now))),
    circuits: circuits.filter((each) => each !== undefined),
    notes: offlineNotes(open),
  };
}
