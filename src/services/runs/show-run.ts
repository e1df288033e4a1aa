import { Claim } from "../../core/ledger/claim.ts";
import { deliveryRow, intentRow } from "../../core/ledger/delivery-row.ts";
import { claimPath, intentPath, runPath, type RunName } from "../../core/ledger/record-names.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import type { RunsShowResult } from "../../core/results/runs.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { JobsDeps } from "../jobs/jobs-deps.ts";
import { readIntent, readReceipts } from "../deliver/read-deliveries.ts";
import { readRecord } from "../run-due/read-record.ts";
import { lateRuns, meantRun, runsOf, unknownRun } from "./find-run.ts";

/** Everything the ledger has of a run. @throws PromptopsError `unknown-run`, `ambiguous-id`. */
export async function showRun(deps: JobsDeps, { run, fetch }: { readonly run: string; readonly fetch: boolean }): Promise<RunsShowResult> {
  const runs = await runsOf(deps, fetch);
  const { view } = runs;
  const name = await meantRun(runs, run);
  const path = runPath(name);
  const [record, claims, late] = await Promise.all([readRecord(view, RunRecord, path), claimsOf(view, name), lateRuns(view, name)]);
  if (record === undefined && claims.length === 0) throw await unknownRun(view, name);
  const deliveries = await Promise.all((record?.intents ?? []).map((intent) => deliveryOf(view, intent)));
  return { path, ...(record === undefined ? {} : { record }), deliveries: deliveries.filter((each) => each !== undefined), claims, late };
}

async function deliveryOf(view: LedgerView, intent: string): Promise<RunsShowResult["deliveries"][number] | undefined> {
  const found = await readIntent(view, intent);
  if (found === undefined) return undefined;
  const { status } = await deliveryRow(intentRow(intentPath(intent), found), await readReceipts(view, intent));
  return { delivery: intent, destination: found.destination, status };
}

/** Oldest first. */
export async function claimsOf(view: LedgerView, name: RunName): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (let epoch = 1; ; epoch += 1) {
    const claim = await readRecord(view, Claim, claimPath(name, epoch));
    if (claim === undefined) return claims;
    claims.push(claim);
  }
}
