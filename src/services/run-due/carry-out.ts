import { claimPath } from "../../core/ledger/record-names.ts";
import type { RanRun } from "../../core/results/run-due.ts";
import type { JournalFile } from "../../ports/journal.ts";
import type { DeliveryReport } from "../deliver/deliver-pending.ts";
import { readPending } from "../deliver/read-deliveries.ts";
import { deliver } from "./deliver.ts";
import { providerDoor } from "../evaluation/provider-door.ts";
import { earlyDeliveries } from "./early-deliveries.ts";
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
  /** A person asked for these runs: what others left to be delivered is the next tick's, and nothing that these are answered for with. */
  readonly ownOnly?: boolean;
}

export interface CarriedOut {
  readonly runs: readonly RanRun[];
  readonly skipped: TickPlan["skipped"];
  readonly deliveries: DeliveryReport["deliveries"];
}

/** Claims in one commit, then the runs, then what is to be delivered. @throws as the ledger and the journal do: what was durable until then is taken up by the next tick. */
export async function carryOut(tick: Tick, { plan, book, concurrency, files, ownOnly = false }: CarryOutInput): Promise<CarriedOut> {
  const mine = await claim(tick, plan);
  const committer = runCommitter(tick);
  const recording = mine.blocked.map((each) => recordBlocked(tick, committer, each));
  committer.flush();
  const blocked = await Promise.all(recording);
  const early = earlyDeliveries(tick);
  const run = async () => executeRuns(tick, await runRoom(tick, book), committer, { runs: mine.runs, concurrency, onRecorded: early.send });
  const ran = mine.runs.length === 0 ? [] : await run();
  const sent = await early.done();
  const own = ownOnly ? new Set(ran.map(({ run: name }) => name)) : undefined;
  const rest = await deliverAndForget(tick, { files, before: sent.unshared, own });
  const again = new Set(rest.map(({ intent }) => intent));
  return {
    runs: [...blocked, ...ran, ...mine.taken],
    skipped: mine.skipped,
    deliveries: [...sent.deliveries.filter(({ intent }) => !again.has(intent)), ...rest],
  };
}

/** What the runs of this process share. */
export async function runRoom({ deps, project }: Pick<Tick, "deps" | "project">, book: BudgetBook): Promise<RunRoom> {
  const door = providerDoor(deps.signal ?? new AbortController().signal);
  return { deps, project, book, rest: providerRest(), door, openProvider: await deps.openProviders(project.source) };
}

const nothingSent: DeliveryReport = { deliveries: [], unshared: undefined };

interface Rest extends Pick<CarryOutInput, "files"> {
  /** Why something was not shared. */
  readonly before: DeliveryReport["unshared"];
  /** The only runs of which deliveries are sent; all when absent. */
  readonly own: ReadonlySet<string> | undefined;
}

/** Sends what is due, and forgets journals when everything they tell is where everybody sees it. */
async function deliverAndForget(tick: Tick, { files, before, own }: Rest): Promise<DeliveryReport["deliveries"]> {
  const { deps, ledger, offline } = tick;
  const view = await ledger.view();
  const only = own && new Set((await readPending(view)).filter(({ run }) => own.has(run)).map(({ intent }) => intent));
  const isNothing = (only?.size ?? (await view.list("state/pending")).length) === 0;
  const { deliveries, unshared } = isNothing ? nothingSent : await deliver(tick, only);
  if ((offline ?? before ?? unshared) === undefined) {
    for (const { name } of files) await deps.journal.forget(name);
    await deps.journal.close();
  }
  return deliveries;
}

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
