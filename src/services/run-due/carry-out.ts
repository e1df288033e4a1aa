import { claimPath } from "../../core/ledger/record-names.ts";
import type { RanRun } from "../../core/results/run-due.ts";
import type { JournalFile } from "../../ports/journal.ts";
import { deliverPending, type DeliveryReport } from "../deliver/deliver-pending.ts";
import { providerDoor } from "../evaluation/provider-door.ts";
import type { BudgetBook } from "./budget-book.ts";
import { blockedRun, executeRuns } from "./execute-runs.ts";
import type { BlockedRun, PlannedRun } from "./planned-run.ts";
import type { TickPlan } from "./plan-tick.ts";
import { providerRest } from "./provider-rest.ts";
import { runCommitter, type RunCommitter } from "./run-committer.ts";
import { ranRun, waitingRun } from "./run-report.ts";
import type { RunRoom } from "./run-room.ts";
import { ledgerRecord, type Tick } from "./tick.ts";

export interface CarryOutInput {
  readonly plan: Pick<TickPlan, "runs" | "blocked" | "skipped" | "noticed">;
  readonly book: BudgetBook;
  readonly concurrency: number;
  /** Journals whose facts are all in the ledger when this is done. */
  readonly files: readonly JournalFile[];
}

export interface CarriedOut {
  readonly runs: readonly RanRun[];
  readonly skipped: TickPlan["skipped"];
  readonly deliveries: DeliveryReport["deliveries"];
}

/** Claims in one commit, then the runs, then what is to be delivered. @throws as the ledger and the journal do: what was durable until then is taken up by the next tick. */
export async function carryOut(tick: Tick, { plan, book, concurrency, files }: CarryOutInput): Promise<CarriedOut> {
  const mine = await claim(tick, plan);
  const committer = runCommitter(tick);
  const blocked = await Promise.all(mine.blocked.map((each) => recordBlocked(tick, committer, each)));
  const ran = mine.runs.length === 0 ? [] : await executeRuns(tick, await runRoom(tick, book), committer, { runs: mine.runs, concurrency });
  const deliveries = await deliverAndForget(tick, files);
  return { runs: [...blocked, ...ran, ...mine.taken], skipped: mine.skipped, deliveries };
}

/** What the runs of this process share. */
export async function runRoom({ deps, project }: Pick<Tick, "deps" | "project">, book: BudgetBook): Promise<RunRoom> {
  const door = providerDoor(deps.signal ?? new AbortController().signal);
  return { deps, project, book, rest: providerRest(), door, openProvider: await deps.openProviders(project.source) };
}

/** Sends what is due, and forgets journals when everything they tell is where everybody sees it. */
export async function deliverAndForget(
  { deps, ledger, project, runner, by, sharing, offline }: Tick,
  files: readonly JournalFile[],
): Promise<DeliveryReport["deliveries"]> {
  const { journal, clock, random, redact, signal } = deps;
  const isNothing = (await (await ledger.view()).list("state/pending")).length === 0;
  const send = async () =>
    deliverPending({ ledger, journal, openDestination: await deps.openDestinations(project.source), clock, random, redact, runner, by }, { sharing, signal });
  const { deliveries, unshared } = isNothing ? nothingSent : await send();
  if (offline === undefined && unshared === undefined) {
    for (const { name } of files) await journal.forget(name);
    await journal.close();
  }
  return deliveries;
}

const nothingSent: DeliveryReport = { deliveries: [], unshared: undefined };

interface Claimed extends Pick<TickPlan, "runs" | "blocked" | "skipped"> {
  readonly taken: readonly RanRun[];
}

/** What others claimed first is theirs. No model is asked before this is where everybody sees it. */
async function claim(tick: Tick, { runs, blocked, skipped, noticed }: CarryOutInput["plan"]): Promise<Claimed> {
  const records = [
    ...noticed.map(({ path, record }) => ledgerRecord(path, record)),
    ...[...runs, ...blocked, ...skipped].map(({ name, claim: each }) => ledgerRecord(claimPath(name, each.epoch), each)),
  ];
  if (records.length === 0) return { runs, blocked, skipped, taken: [] };
  await Promise.all(runs.map(({ claim: each }) => tick.deps.journal.append("claiming", each.run, each)));
  const { taken } = await tick.commit(records, claimMessage(runs.length, records.length));
  const isOurs = ({ name, claim: each }: Pick<PlannedRun, "name" | "claim">) => !taken.has(claimPath(name, each.epoch));
  const lost = [...runs, ...blocked].filter((each) => !isOurs(each));
  return {
    runs: runs.filter(isOurs),
    blocked: blocked.filter(isOurs),
    skipped: skipped.filter(isOurs),
    taken: lost.map(({ claim: each, job }) => waitingRun(each, "taken", job.prompt)),
  };
}

function claimMessage(runs: number, records: number): string {
  if (runs === 0) return `Note ${records} ${records === 1 ? "change" : "changes"} of schedules`;
  return `Claim ${runs} ${runs === 1 ? "run" : "runs"}`;
}

async function recordBlocked(tick: Tick, committer: RunCommitter, blocked: BlockedRun): Promise<RanRun> {
  const ended = blockedRun(tick, blocked);
  await committer.ended(ended, undefined);
  return ranRun(ended.record, "blocked", blocked.claim.lateness_ms);
}
