import type { Static } from "typebox";
import type { Amount } from "./record-parts.ts";
import { budgetPath, BudgetState } from "./state-records.ts";
import type { StateFiles } from "./state-files.ts";

type Use = Static<typeof Amount>;

const none: Use = { calls: 0, tokens: 0, nano_usd: 0 };

/** Adds to what the periods around `at` have used and reserved, in every scope. Days and months are UTC's. */
export async function bookBudgets(
  files: StateFiles,
  scopes: readonly string[],
  at: string,
  { used = none, reserved = none }: { used?: Use; reserved?: Use },
): Promise<void> {
  for (const scope of scopes) {
    const path = budgetPath(scope);
    const found = await files.get(BudgetState, path);
    const day = booked(found?.day, at.slice(0, 10), used, reserved);
    const month = booked(found?.month, at.slice(0, 7), used, reserved);
    files.set(path, { scope, day, month } satisfies BudgetState);
  }
}

/** A period that is over counts no more; what is booked late into an earlier one counts in the one that is current. */
function booked(period: BudgetState["day"] | undefined, key: string, used: Use, reserved: Use): BudgetState["day"] {
  const current = period === undefined || period.key < key ? { key, used: none, reserved: none } : period;
  return { key: current.key, used: sum(current.used, used), reserved: atLeastNothing(sum(current.reserved, reserved)) };
}

export function negative({ calls, tokens, nano_usd }: Use): Use {
  return { calls: -calls, tokens: -tokens, nano_usd: -nano_usd };
}

function sum(a: Use, b: Use): Use {
  return { calls: a.calls + b.calls, tokens: a.tokens + b.tokens, nano_usd: a.nano_usd + b.nano_usd };
}

function atLeastNothing({ calls, tokens, nano_usd }: Use): Use {
  return { calls: Math.max(0, calls), tokens: Math.max(0, tokens), nano_usd: Math.max(0, nano_usd) };
}
