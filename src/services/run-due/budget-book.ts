import type { Amount, Reason } from "../../core/ledger/record-parts.ts";
import { bookBudgets, negative } from "../../core/ledger/fold-budgets.ts";
import { StateFiles } from "../../core/ledger/state-files.ts";
import { budgetPath, BudgetState } from "../../core/ledger/state-records.ts";
import { budgetBreach, type Wanted } from "../../core/run/budget-breach.ts";
import type { BudgetLine } from "../../core/run/budget-lines.ts";
import { instant } from "../../core/run/instant.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";

/** What is left of budgets while a tick goes on: the ledger's numbers, and what this tick has reserved on top. */
export interface BudgetBook {
  /** Begins to read what scopes have used, which will be asked for one after the other. */
  expect(scopes: readonly string[]): void;
  /** Reserves, unless some ceiling would be passed; then says which. @param at Milliseconds since the epoch. */
  reserve(lines: readonly BudgetLine[], wanted: Wanted, at: number): Promise<Reason | undefined>;
  /** Gives a reservation back. */
  release(lines: readonly BudgetLine[], amount: Amount, at: number): Promise<void>;
}

export function budgetBook(view: LedgerView): BudgetBook {
  const files = new StateFiles((path) => view.read(path));
  /** One after the other: looking and reserving are one step. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  return {
    expect: (scopes) => files.expect(scopes.map(budgetPath)),
    reserve: (lines, wanted, at) =>
      inTurn(async () => {
        const found = new Map<string, BudgetState | undefined>();
        for (const { scope } of lines) found.set(scope, await files.get(BudgetState, budgetPath(scope)));
        const breach = budgetBreach(lines, (scope) => found.get(scope), wanted, instant(at));
        if (breach === undefined) await bookBudgets(files, scopesOf(lines), instant(at), { reserved: amountOf(wanted) });
        return breach;
      }),
    release: (lines, amount, at) => inTurn(() => bookBudgets(files, scopesOf(lines), instant(at), { reserved: negative(amount) })),
  };
}

export function scopesOf(lines: readonly BudgetLine[]): string[] {
  return lines.map(({ scope }) => scope);
}

/** What is not known counts as nothing; where a ceiling asks for it, the run was blocked. */
export function amountOf({ calls, tokens = 0, nano_usd: money = 0 }: Wanted): Amount {
  return { calls, tokens, nano_usd: money };
}
