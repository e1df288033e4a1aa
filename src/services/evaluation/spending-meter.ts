import type { ScopedAmounts } from "../../core/ledger/spending-record.ts";
import { budgetLines } from "../../core/run/budget-lines.ts";
import type { Wanted } from "../../core/run/budget-breach.ts";
import type { PaidCall } from "./call-model.ts";

/** Adds up what an evaluation really uses, scope by scope. */
export interface SpendingMeter {
  paid(call: PaidCall): void;
  /** Tokens and money that are not known count as what was reserved for them. */
  used(): ScopedAmounts;
}

export function spendingMeter(reserved: ScopedAmounts): SpendingMeter {
  const used = new Map<string, Wanted>();
  const reservedOf = (scope: string) => reserved.find((each) => each.scope === scope)?.amount ?? { tokens: 0, nano_usd: 0 };
  return {
    paid({ prompt = "", model, tokens, costNanoUsd }) {
      for (const { scope } of budgetLines({}, { prompt, model })) {
        const before = used.get(scope) ?? { calls: 0, tokens: 0, nano_usd: 0 };
        used.set(scope, { calls: before.calls + 1, tokens: sum(before.tokens, tokens), nano_usd: sum(before.nano_usd, costNanoUsd) });
      }
    },
    used: () =>
      [...used].map(([scope, { calls, tokens, nano_usd }]) => {
        const most = reservedOf(scope);
        return { scope, amount: { calls, tokens: tokens ?? most.tokens, nano_usd: nano_usd ?? most.nano_usd } };
      }),
  };
}

function sum(total: number | undefined, each: number | undefined): number | undefined {
  return total === undefined || each === undefined ? undefined : total + each;
}
