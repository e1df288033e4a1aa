import type { Static } from "typebox";
import { nanoDollars, nanoDollarsPerDollar } from "../cost/nano-dollars.ts";
import type { Amount, Reason } from "../ledger/record-parts.ts";
import type { BudgetState } from "../ledger/state-records.ts";
import type { Ceiling } from "../model/job.ts";
import type { BudgetLine } from "./budget-lines.ts";

/** What a run may take at most; `nano_usd` undefined where the price is not known. */
export interface Wanted {
  readonly calls: number;
  /** Undefined where the size of an attached file is not known. */
  readonly tokens: number | undefined;
  readonly nano_usd: number | undefined;
}

type Named = Static<typeof Ceiling>;

const none: Amount = { calls: 0, tokens: 0, nano_usd: 0 };

/**
 * The first ceiling that a run would pass, in a sentence with its numbers; undefined when it fits everywhere.
 * @param state What each scope has used and reserved, this run's own reservation left out. @param at An instant, `2026-11-20T09:00:00Z`.
 * @param what What it is; ceilings per run are for runs alone.
 */
export function budgetBreach(
  lines: readonly BudgetLine[],
  state: (scope: string) => BudgetState | undefined,
  wanted: Wanted,
  at: string,
  what: "run" | "evaluation" = "run",
): Reason | undefined {
  for (const { scope, budget } of lines) {
    if (budget === undefined) continue;
    const found = state(scope);
    const periods = [
      { word: "run", ceiling: what === "run" ? budget.run : undefined, before: none },
      { word: "day", ceiling: budget.day, before: inPeriod(found?.day, at.slice(0, 10)) },
      { word: "month", ceiling: budget.month, before: inPeriod(found?.month, at.slice(0, 7)) },
    ];
    for (const { word, ceiling, before } of periods) {
      const message = ceiling && passed(ceiling, before, wanted, `The budget of ${nameOf(scope)} per ${word}`, what);
      if (message !== undefined) return { code: "budget", message };
    }
  }
  return undefined;
}

/** A period that is over has used nothing. */
function inPeriod(period: BudgetState["day"] | undefined, key: string): Amount {
  return period === undefined || period.key < key ? none : sum(period.used, period.reserved);
}

function passed({ calls, tokens, usd }: Named, before: Amount, wanted: Wanted, whose: string, what: string): string | undefined {
  const limits = [
    { limit: calls, taken: before.calls, wants: wanted.calls, show: (n: number) => `${n} ${n === 1 ? "call" : "calls"}` },
    { limit: tokens, taken: before.tokens, wants: wanted.tokens, show: (n: number) => `${n} tokens` },
    { limit: usd === undefined ? undefined : nanoDollars(usd), taken: before.nano_usd, wants: wanted.nano_usd, show: dollars },
  ];
  for (const { limit, taken, wants, show } of limits) {
    if (limit === undefined) continue;
    if (wants === undefined) return `${whose} allows ${show(limit)}, and what this ${what} may take is not known.`;
    if (taken + wants > limit) return `${whose} allows ${show(limit)}: ${show(taken)} used or reserved, and this ${what} may take ${show(wants)}.`;
  }
  return undefined;
}

function nameOf(scope: string): string {
  const [kind = "", name] = scope.split("/");
  return name === undefined ? "the project" : `${kind} ${name}`;
}

function dollars(nano: number): string {
  const text = (nano / nanoDollarsPerDollar).toFixed(6).replace(/0+$/, "");
  return `$${text.replace(/\.$/, "")}`;
}

function sum(a: Amount, b: Amount): Amount {
  return { calls: a.calls + b.calls, tokens: a.tokens + b.tokens, nano_usd: a.nano_usd + b.nano_usd };
}
