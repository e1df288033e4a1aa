import type { ScopedAmounts } from "../../core/ledger/spending-record.ts";
import { budgetLines } from "../../core/run/budget-lines.ts";
import type { PaidCall } from "./call-model.ts";

/** Adds up what an evaluation really uses, scope by scope. */
export interface SpendingMeter {
  paid(call: PaidCall): void;
  /** Money that is not known counts as what was reserved for it. */
  used(): ScopedAmounts;
}

export function spendingMeter(reserved: ScopedAmounts): SpendingMeter {
  const used = new Map<string, { calls: number; tokens: number; nano_usd: number | undefined }>();
  const reservedOf = (scope: string) => reserved.find((each) => each.scope === scope)?.amount.nano_usd ?? 0;
  return {
    paid({ prompt = "", model, tokens, costNanoUsd }) {
      for (const { scope } of budgetLines({}, { prompt, model })) {
        const before = used.get(scope) ?? { calls: 0, tokens: 0, nano_usd: 0 };
        const money = before.nano_usd === undefined || costNanoUsd === undefined ? undefined : before.nano_usd + costNanoUsd;
        used.set(scope, { calls: before.calls + 1, tokens: before.tokens + tokens, nano_usd: money });
      }
    },
    used: () => [...used].map(([scope, amount]) => ({ scope, amount: { ...amount, nano_usd: amount.nano_usd ?? reservedOf(scope) } })),
  };
}
