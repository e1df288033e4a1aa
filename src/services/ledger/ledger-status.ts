import type { LedgerStatusResult } from "../../core/results/ledger-status.ts";
import { JobState, PendingDelivery } from "../../core/ledger/state-records.ts";
import { StateFiles } from "../../core/ledger/state-files.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore, LedgerView } from "../../ports/ledger-store.ts";
import { lookAtRemote } from "./look-at-remote.ts";

export interface LedgerStatusDeps {
  readonly ledger: LedgerStore;
  readonly index: LedgerIndex;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly remote: string | undefined;
}

/** What the ledger holds, how it stands to the remote's, and what of this host is not in it yet. @param fetch Ask the remote first. */
export async function ledgerStatus({ ledger, index, journal, clock, remote }: LedgerStatusDeps, fetch: boolean): Promise<LedgerStatusResult> {
  if (fetch) await lookAtRemote(ledger);
  const indexed = await index.state();
  const [standing, view] = await Promise.all([ledger.standing(), ledger.view()]);
  return {
    branch: "promptops/ledger",
    ...(view.tip !== undefined && { tip: view.tip }),
    ...(remote !== undefined && { remote }),
    relation: standing.relation,
    ...(standing.there !== undefined && { there: standing.there }),
    ...(standing.seen !== undefined && { seen: standing.seen }),
    totals: await index.totals(),
    deliveries: await deliveries(view),
    jobs: await jobs(view, clock.now()),
    journals: (await journal.left()).map(({ name, entries, damaged }) => {
      const last = entries.at(-1);
      return { name, entries: entries.length, damaged, ...(last !== undefined && { last_at: instant(last.at) }) };
    }),
    index: {
      ...(indexed.tip !== undefined && { tip: indexed.tip }),
      ...(indexed.at !== undefined && { at: instant(indexed.at) }),
      current: indexed.tip === view.tip,
    },
  };
}

async function deliveries(view: LedgerView): Promise<LedgerStatusResult["deliveries"]> {
  const files = new StateFiles((path) => view.read(path));
  const names = await view.list("state/pending");
  const found = await Promise.all(names.map((name) => files.get(PendingDelivery, `state/pending/${name}`)));
  const held = found.filter((each) => each?.status === "held").length;
  return { pending: names.length - held, held };
}

async function jobs(view: LedgerView, now: number): Promise<LedgerStatusResult["jobs"]> {
  const files = new StateFiles((path) => view.read(path));
  const names = await view.list("state/jobs");
  const states = (await Promise.all(names.map((name) => files.get(JobState, `state/jobs/${name}`)))).filter((state) => state !== undefined);
  return {
    known: states.length,
    paused: states.filter(({ paused }) => paused !== undefined && (paused.until === undefined || Date.parse(paused.until) > now)).length,
    running: states.flatMap(({ job, last_run: last }) =>
      last?.status === "running"
        ? [
            {
              job,
              run: last.run,
              ...(last.lease_until !== undefined && { lease_until: last.lease_until }),
              overdue: last.lease_until !== undefined && Date.parse(last.lease_until) <= now,
            },
          ]
        : [],
    ),
  };
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
