import type { Claim } from "../../core/ledger/claim.ts";
import { Intent } from "../../core/ledger/intent.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import { intentPath } from "../../core/ledger/record-names.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { RunsTimelineResult } from "../../core/results/runs.ts";
import { spokenLateness } from "../../core/run/spoken-lateness.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readReceipts } from "../deliver/read-deliveries.ts";
import type { JobsDeps } from "../jobs/jobs-deps.ts";
import { readRecord } from "../run-due/read-record.ts";
import { runsOf } from "./find-run.ts";
import { showRun } from "./show-run.ts";

type Event = RunsTimelineResult["events"][number];

/** What happened to a run, in order of time, from its first claim to its last receipt. @throws PromptopsError `unknown-run`, `ambiguous-id`. */
export async function runTimeline(deps: JobsDeps, { run: typed, fetch }: { readonly run: string; readonly fetch: boolean }): Promise<RunsTimelineResult> {
  const { record, claims, late } = await showRun(deps, { run: typed, fetch });
  const run = record?.run ?? claims[0]?.run ?? typed;
  const { view } = await runsOf(deps, false);
  const deliveries = record === undefined ? [] : await Promise.all(record.intents.map((intent) => deliveryEvents(view, intent)));
  const events = [...claims.map(claimed), ...(record === undefined ? [] : ranEvents(record)), ...late.map(lateEvent), ...deliveries.flat()];
  const traceparent = record?.traceparent ?? claims[0]?.traceparent;
  return { run, ...(traceparent === undefined ? {} : { traceparent }), events: events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
}

function claimed({ at, epoch, decision, reason, runner, lease_until: lease, lateness_ms: late, missed }: Claim): Event {
  const what = decision === "skip" ? "skipped" : epoch === 1 ? "claimed" : reason === undefined ? "held on to" : "waits";
  const parts = [
    `by ${runner.host}`,
    ...(epoch === 1 ? [spokenLateness(late)] : [`epoch ${epoch}`]),
    ...(missed === undefined ? [] : [`${missed.count} older passed over`]),
    ...(lease === undefined ? [] : [`until ${lease}`]),
    ...(reason === undefined ? [] : [reason.message]),
  ];
  return { at, event: what, detail: parts.join(", ") };
}

/** The claim is told by the claims themselves. */
function ranEvents({ timeline }: RunRecord): Event[] {
  return timeline.filter(({ event }) => event !== "claimed");
}

function lateEvent({ finished_at: at, epoch, runner, status }: RunRecord): Event {
  return { at, event: "late", detail: `${status} by ${runner.host} in epoch ${epoch}, after somebody else had taken the run over` };
}

async function deliveryEvents(view: LedgerView, intent: string): Promise<Event[]> {
  const found = await readRecord(view, Intent, intentPath(intent));
  const receipts = await readReceipts(view, intent);
  const prepared =
    found === undefined
      ? []
      : [
          {
            at: found.at,
            event: "prepared",
            detail: `for ${found.destination}, ${found.parts.length} ${found.parts.length === 1 ? "part" : "parts"} (${intent})`,
          },
        ];
  return [...prepared, ...receipts.map(receiptEvent)];
}

function receiptEvent({ at, outcome, destination, part, attempt, reason, status }: Receipt): Event {
  const details = [
    `${destination}, part ${part}, attempt ${attempt}`,
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(reason === undefined ? [] : [reason.message]),
  ];
  return { at, event: outcome, detail: details.join(", ") };
}
