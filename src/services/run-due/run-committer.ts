import { claimPath, intentPath, parseRunName, runPath } from "../../core/ledger/record-names.ts";
import type { Claim } from "../../core/ledger/claim.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import type { LedgerRecord } from "../../ports/ledger-store.ts";
import type { EndedRun } from "./finish-run.ts";
import { recordIn } from "./read-record.ts";
import { heldRun } from "./take-over.ts";
import { ledgerRecord, type Tick } from "./tick.ts";

/** Brings what runs produced into the ledger. */
export interface RunCommitter {
  /** Resolves when the run is in the ledger, and says as what: `late` is kept and not delivered, since another runner had taken its slot over. */
  ended(run: EndedRun, leaseUntil: number | undefined): Promise<"recorded" | "late">;
  /** Keeps the answer of a run that another runner has taken over. */
  late(run: EndedRun): Promise<"late">;
  /** Resolves when a claim of a later epoch is in the ledger; false when another runner was faster. Somebody waits for it: it is written at once. */
  held(claim: Claim): Promise<boolean>;
  /** Writes what has gathered. */
  flush(): void;
}

interface Waiting {
  readonly records: readonly LedgerRecord[];
  readonly resolve: (taken: ReadonlyMap<string, string>) => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds for which records gather: they are in the journal, and each commit is a push. */
const gatherMs = 5_000;
/** Records that are not waited with. */
const mostGathered = 400;

/** Records gather for a while; what comes while a commit is under way goes into the next one together. */
export function runCommitter(tick: Tick): RunCommitter {
  let waiting: Waiting[] = [];
  let working = false;
  let timer: AbortController | undefined;

  return {
    async ended(run, leaseUntil) {
      const overdue = leaseUntil !== undefined && tick.deps.clock.now() >= leaseUntil;
      if (overdue && (await isTakenOver(tick, run.record))) return keepLate(run.record);
      const path = pathOf(run.record);
      const records = [ledgerRecord(path, run.record), ...run.intents.map((intent) => ledgerRecord(intentPath(intent.intent), intent))];
      const theirs = (await written(records)).get(path);
      return theirs === undefined || isSame(theirs, path, run.record) ? "recorded" : keepLate(run.record);
    },
    late: ({ record }) => keepLate(record),
    async held(claim) {
      const name = requireRun(claim.run);
      const path = claimPath(name, claim.epoch);
      const done = written([ledgerRecord(path, claim)]);
      flush();
      return !(await done).has(path);
    },
    flush,
  };

  /** A paid answer is never thrown away. */
  async function keepLate(record: RunRecord): Promise<"late"> {
    const late: RunRecord = { ...record, reserved: { calls: 0, tokens: 0, nano_usd: 0 }, intents: [] };
    const done = written([ledgerRecord(runPath(requireRun(record.run), record.epoch), late)]);
    flush();
    await done;
    return "late";
  }

  function written(records: readonly LedgerRecord[]): Promise<ReadonlyMap<string, string>> {
    return new Promise((resolve, reject) => {
      waiting.push({ records, resolve, reject });
      if (waiting.length >= mostGathered) flush();
      else if (timer === undefined) flushLater((timer = new AbortController()));
    });
  }

  function flushLater({ signal }: AbortController): void {
    tick.deps.clock.sleep(gatherMs, signal).then(flush, () => undefined);
  }

  function flush(): void {
    timer?.abort();
    timer = undefined;
    if (!working) void work();
  }

  async function work(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const records = group.flatMap((each) => each.records);
      try {
        const { taken } = await tick.commit(records, messageOf(records));
        for (const { resolve } of group) resolve(taken);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    working = false;
  }
}

function messageOf(records: readonly LedgerRecord[]): string {
  const runs = records.filter(({ path }) => path.startsWith("runs/")).length;
  const count = runs === 0 ? records.length : runs;
  return `${runs === 0 ? "Hold" : "Record"} ${count} ${count === 1 ? "run" : "runs"}`;
}

function pathOf({ run }: RunRecord): string {
  return runPath(requireRun(run));
}

function requireRun(run: string) {
  const name = parseRunName(run);
  if (name === undefined) throw new TypeError(`${JSON.stringify(run)} is no run's name`);
  return name;
}

/** The same run, written by the same process: by an earlier try to record it. */
function isSame(theirs: string, path: string, ours: RunRecord): boolean {
  const found = recordIn(RunRecord, path, theirs);
  return found.runner.nonce === ours.runner.nonce && found.epoch === ours.epoch;
}

async function isTakenOver({ ledger }: Tick, { run, epoch }: RunRecord): Promise<boolean> {
  await ledger.sync();
  const held = await heldRun(await ledger.view(), run);
  return held !== undefined && held.claim.epoch > epoch;
}
