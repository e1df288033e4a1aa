import { nanoDollars } from "../../core/cost/nano-dollars.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { startedAt } from "../../core/eval/evaluation-id.ts";
import { spendingPath } from "../../core/ledger/record-names.ts";
import type { Reason, Runner } from "../../core/ledger/record-parts.ts";
import type { SpendingRecord } from "../../core/ledger/spending-record.ts";
import { budgetPath, BudgetState } from "../../core/ledger/state-records.ts";
import type { Config } from "../../core/model/config.ts";
import { budgetBreach, type Wanted } from "../../core/run/budget-breach.ts";
import { budgetLines, type BudgetLine } from "../../core/run/budget-lines.ts";
import { instant } from "../../core/run/instant.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LedgerStore, LedgerView, Sharing } from "../../ports/ledger-store.ts";
import type { Random } from "../../ports/random.ts";
import { estimateEvaluation } from "../estimate-evaluation.ts";
import type { EstimatedPart } from "./estimated-part.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";
import { readRecord } from "../run-due/read-record.ts";
import { recoverSpending, spendingSteps } from "../run-due/recover-spending.ts";
import { ledgerAuthor } from "../run-due/runner-identity.ts";
import { ledgerRecord } from "../run-due/tick.ts";
import type { PaidCall } from "./call-model.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import type { Begun } from "./begin-evaluation.ts";
import { isKnownCase } from "./is-known-case.ts";
import { reliedAnswers } from "./relied-answers.ts";
import { spendingMeter } from "./spending-meter.ts";

export interface BudgetsDeps {
  readonly git: GitRepo;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly journal: Journal;
  readonly random: Random;
  /** Which machine this is, in records. */
  readonly host: string;
}

interface Reservation {
  readonly paid: (call: PaidCall) => void;
  /** Gives back what was not used. When the remote cannot be reached it stays in the journal, and the next tick does it. */
  settle(): Promise<void>;
}

/** Does an evaluation's work within a reservation, which is settled whatever becomes of it. @throws as `reserveBudgets` does. */
export async function withinBudgets<T>(
  deps: Parameters<typeof reserveBudgets>[0],
  input: EvaluateInput,
  begun: Begun,
  work: (paid: ((call: PaidCall) => void) | undefined) => Promise<T>,
): Promise<T> {
  const reservation = await reserveBudgets(deps, input, begun);
  try {
    return await work(reservation?.paid);
  } finally {
    await reservation?.settle();
  }
}

/**
 * Reserves, in every budget, what an evaluation may take at most. Undefined when it does not count in budgets, or asks nobody.
 * @throws PromptopsError `blocked-evaluation` when it does not fit, which is recorded with the numbers; as the ledger and the journal do.
 */
async function reserveBudgets(
  deps: Pick<EvaluateDeps, "openProvider" | "openCache" | "clock" | "budgets">,
  input: EvaluateInput,
  begun: Begun,
): Promise<Reservation | undefined> {
  const { config } = input;
  const evaluation = begun.evaluation.header.id;
  if (config.evaluation?.budgets !== true || deps.budgets === undefined) return undefined;
  const wanted = await wantedOf(deps, input, begun);
  if (wanted.size === 0) return undefined;
  const { git, openLedger, journal, random, host } = await deps.budgets();
  const ledger = await openLedger(await ledgerRemote(git, config));
  const offline = await ledger.sync();
  if (offline !== undefined && config.ledger?.without_remote !== "local") throw offline;
  const sharing: Sharing = offline === undefined ? "shared" : "local";
  const by = await ledgerAuthor(git, host);
  const runner: Runner = { host, nonce: random.hex(8) };
  const began = Date.parse(startedAt(evaluation) ?? "");

  await settleDead();
  const view = await ledger.view();
  const reserved = [...wanted].map(([scope, each]) => ({ scope, amount: { calls: each.calls, tokens: each.tokens ?? 0, nano_usd: each.nano_usd ?? 0 } }));
  const nth = await nextOf(view, evaluation, began);
  const base = { schema_version: 1, kind: "spending", evaluation, nth, runner } as const;
  const breach = await breachOf(view, config, wanted, deps.clock.now());
  if (breach !== undefined) {
    await commit({ ...base, step: "blocked", at: now(), reserved: [], reason: breach });
    throw new PromptopsError("blocked-evaluation", breach.message, { where: `evaluation ${evaluation}` });
  }
  const reservation: SpendingRecord = { ...base, step: "reserved", at: now(), reserved };
  await journal.append(spendingSteps.reserved, evaluation, reservation);
  await commit(reservation);
  const meter = spendingMeter(reserved);
  return {
    paid: (call) => meter.paid(call),
    async settle() {
      const settled: SpendingRecord = { ...base, step: "settled", at: now(), reserved, used: meter.used() };
      await journal.append(spendingSteps.settled, evaluation, settled);
      try {
        await commit(settled);
      } catch (error) {
        if (error instanceof PromptopsError && error.code.startsWith("remote-")) return;
        throw error;
      }
      if (sharing === "shared") await journal.close();
    },
  };

  function now(): string {
    return instant(deps.clock.now());
  }

  async function commit(record: SpendingRecord): Promise<void> {
    const path = spendingPath(evaluation, began, record.nth, record.step);
    await ledger.commit(
      { records: [ledgerRecord(path, record)], message: `Count evaluation ${evaluation}: ${record.step}`, by, at: deps.clock.now() },
      sharing,
    );
  }

  /** What evaluations of this clone had reserved that were killed. Other journals are a tick's. */
  async function settleDead(): Promise<void> {
    const own = Object.values(spendingSteps) as string[];
    const left = (await journal.left()).filter(({ entries, damaged }) => damaged === 0 && entries.every(({ step }) => own.includes(step)));
    await recoverSpending({ ledger, by, now: deps.clock.now() }, left, sharing);
    if (sharing === "shared") for (const { name } of left) await journal.forget(name);
  }
}

/** Scope → the most that is asked for in it. Unknown is what is not known of one call. */
async function wantedOf(
  deps: Pick<EvaluateDeps, "openProvider" | "openCache" | "clock">,
  input: EvaluateInput,
  begun: Begun,
): Promise<ReadonlyMap<string, Wanted>> {
  const { config, maxCostUsd = config.evaluation?.max_cost_usd } = input;
  const { openCache } = deps;
  const wanted = new Map<string, Wanted>();
  const noCache = () => Promise.reject(new TypeError("nothing is cached"));
  const { answers_since } = begun.evaluation.header;
  const opened = openCache === undefined ? noCache : async () => reliedAnswers(await openCache(), answers_since);
  const estimated = { openProvider: deps.openProvider, openCache: opened, clock: deps.clock };
  const add = ({ prompt, model, calls, tokens, nanoUsd }: EstimatedPart) => {
    for (const scope of scopesOf(prompt, model)) {
      const before = wanted.get(scope) ?? { calls: 0, tokens: 0, nano_usd: 0 };
      wanted.set(scope, { calls: before.calls + calls, tokens: plus(before.tokens, tokens, calls), nano_usd: plus(before.nano_usd, nanoUsd, calls) });
    }
  };
  const isKnown = isKnownCase(begun.evaluation.header.plan, begun.known);
  await estimateEvaluation(estimated, openCache === undefined ? { ...input, useCache: false } : input, add, isKnown);
  const cap = maxCostUsd === undefined ? undefined : nanoDollars(maxCostUsd);
  if (cap === undefined) return wanted;
  return new Map([...wanted].map(([scope, each]) => [scope, { ...each, nano_usd: Math.min(each.nano_usd ?? cap, cap) }]));
}

/** Those of a run without a job. */
function scopesOf(prompt: string, model: string | undefined): string[] {
  const lines = budgetLines({}, { prompt, model: model ?? "/" });
  return lines.map(({ scope }) => scope).filter((scope) => scope !== "provider/");
}

function plus(total: number | undefined, each: number | undefined, times: number): number | undefined {
  return total === undefined || each === undefined ? undefined : total + each * times;
}

async function breachOf(view: LedgerView, config: Pick<Config, "budgets">, wanted: ReadonlyMap<string, Wanted>, at: number): Promise<Reason | undefined> {
  for (const [scope, each] of wanted) {
    const state = await readRecord(view, BudgetState, budgetPath(scope));
    const breach = budgetBreach([lineOf(config, scope)], () => state, each, instant(at), "evaluation");
    if (breach !== undefined) return breach;
  }
  return undefined;
}

function lineOf({ budgets = {} }: Pick<Config, "budgets">, scope: string): BudgetLine {
  const [kind = "", name = ""] = scope.split("/");
  const named = kind === "namespace" ? budgets.namespaces : budgets.providers;
  if (kind === "all") return { scope, budget: budgets.all };
  return { scope, budget: named !== undefined && Object.hasOwn(named, name) ? named[name] : undefined };
}

async function nextOf(view: LedgerView, evaluation: string, began: number): Promise<number> {
  for (let nth = 1; ; nth += 1) {
    const found = await Promise.all(["reserved", "blocked"].map((step) => view.read(spendingPath(evaluation, began, nth, step))));
    if (found.every((text) => text === undefined)) return nth;
  }
}
