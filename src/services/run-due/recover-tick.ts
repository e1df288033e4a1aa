import type { Claim } from "../../core/ledger/claim.ts";
import type { LeftRun } from "../../core/run/journaled-run.ts";
import { leftRuns } from "../../core/run/journaled-run.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { JournalFile } from "../../ports/journal.ts";
import { recoverReceipts } from "../deliver/recover-receipts.ts";
import { recoverSpending } from "./recover-spending.ts";
import { finishRun, type EndedRun } from "./finish-run.ts";
import { runCommitter } from "./run-committer.ts";
import { heldRun, type HeldRun } from "./take-over.ts";
import type { Tick } from "./tick.ts";

/** A run that a dead process of this clone had begun: it is taken over at once, nobody waits for its lease. */
export interface ResumedRun {
  readonly held: HeldRun;
  /** The model may have answered, and nobody has the answer. */
  readonly asked: boolean;
}

export interface Recovered {
  readonly files: readonly JournalFile[];
  readonly resumed: readonly ResumedRun[];
  /** One sentence each. */
  readonly notes: readonly string[];
}

/**
 * Brings into the ledger what processes of this clone had in their journals when they died: what was answered is recorded and never asked
 * again, what was sent has a receipt. The files are forgotten later, when everything that follows from them is recorded too.
 * @throws PromptopsError as the ledger does, `ledger-damaged`.
 */
export async function recoverTick(tick: Tick): Promise<Recovered> {
  const { deps, ledger, runner, by, sharing } = tick;
  const files = await deps.journal.left();
  if (files.length === 0) return { files, resumed: [], notes: [] };
  const notes: string[] = [];
  const author = await by();
  await recoverReceipts({ ledger, journal: deps.journal, clock: deps.clock, runner, by: author }, files, sharing);
  await recoverSpending({ ledger, by: author, now: deps.clock.now() }, files, sharing);
  notes.push(...files.filter(({ damaged, torn }) => damaged > 0 || torn === true).map(damageNote));

  const committer = runCommitter(tick);
  const left = files.flatMap(({ name, entries, damaged }) => [...leftRuns(name, entries, damaged > 0)]);
  const ended = await Promise.all(left.map(async ([, run]) => endedOf(tick, run)));
  const known = ended.filter((run) => run !== undefined);
  const before = await ledger.view();
  const held = await Promise.all(known.map(({ record }) => heldRun(before, record.run)));
  // What was answered before a crash is late only when somebody else was faster.
  const keeping = known.map((run, at) => ((held[at]?.claim.epoch ?? 0) > run.record.epoch ? committer.late(run) : committer.ended(run, undefined)));
  committer.flush();
  const kept = await Promise.all(keeping);
  for (const [at, run] of known.entries())
    notes.push(
      `${run.record.run} was ${kept[at] === "late" ? "kept as a late run" : "recorded"} from the journal of a process that had ended; its model was not asked again.`,
    );

  return { files, resumed: await resumedRuns(await ledger.view(), left), notes };
}

/** Those that had only begun, and that nobody has taken over since. */
export async function resumedRuns(view: LedgerView, left: readonly (readonly [run: string, LeftRun])[]): Promise<ResumedRun[]> {
  const resumed: ResumedRun[] = [];
  for (const [run, each] of left) {
    if (each.kind !== "begun") continue;
    const held = await heldRun(view, run);
    if (held === undefined || held.ended || !isSameClaim(held.claim, each.claim)) continue;
    resumed.push({ held, asked: each.asked });
  }
  return resumed;
}

function damageNote({ name, damaged, torn, lost = [] }: JournalFile): string {
  const lines = damaged === 0 && torn === true ? "The last line" : damaged === 1 ? "A line" : `${damaged} lines`;
  const about = lost.length === 0 ? "" : `, of ${lost.join(", ")}`;
  return (
    `${lines} of the journal of a process that had ended cannot be read${about}; what came before was used, and the file is kept as ` +
    `\`.git/promptops/journal/${name}.damaged\`. A run that only it knew of goes on when its lease is over.`
  );
}

async function endedOf({ deps, project: { config } }: Tick, run: LeftRun): Promise<EndedRun | undefined> {
  if (run.kind === "begun") return undefined;
  if (run.kind === "ended") return run;
  const { facts, answers } = run;
  // Asked again, it gives the very same record.
  const at = Date.parse(answers.at(-1)?.at ?? facts.draft.started_at);
  const unrepaired = "It was not asked again: the process ended first.";
  const events = answers.map((answer) => ({ at: answer.at, event: "answered" }));
  return finishRun(deps, { facts, answers, at, events, config, ...(answers.length > 1 ? {} : { unrepaired }) });
}

function isSameClaim(found: Claim, ours: Claim): boolean {
  return found.epoch === ours.epoch && found.runner.nonce === ours.runner.nonce;
}
