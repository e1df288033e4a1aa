import { describe, expect, test } from "vitest";
import type { Budget } from "../../../src/core/model/job.ts";
import { budgetBreach } from "../../../src/core/run/budget-breach.ts";
import { budgetLines } from "../../../src/core/run/budget-lines.ts";

const at = "2026-11-20T09:00:00.000Z";
const wanted = { calls: 1, tokens: 500, nano_usd: 2_000_000 };
const used = (key: { day: string; month: string }, calls: number) => ({
  scope: "job/daily",
  day: { key: key.day, used: { calls, tokens: calls * 500, nano_usd: calls * 2_000_000 }, reserved: { calls: 0, tokens: 0, nano_usd: 0 } },
  month: { key: key.month, used: { calls, tokens: calls * 500, nano_usd: calls * 2_000_000 }, reserved: { calls: 1, tokens: 500, nano_usd: 2_000_000 } },
});
const now = { day: "2026-11-20", month: "2026-11" };

function breach(
  budget: Budget,
  state: Parameters<typeof budgetBreach>[1] = () => undefined,
  wants: Parameters<typeof budgetBreach>[2] = wanted,
): string | undefined {
  return budgetBreach([{ scope: "job/daily", budget }], state, wants, at)?.message;
}

describe("a budget", () => {
  test("of a run holds whatever was used before", () => {
    expect(breach({ run: { tokens: 500 } })).toBeUndefined();
    expect(breach({ run: { tokens: 499 } })).toBe(
      "The budget of job daily per run allows 499 tokens: 0 tokens used or reserved, and this run may take 500 tokens.",
    );
  });

  test("of a day or a month counts what is used and what is reserved", () => {
    const state = () => used(now, 3);
    expect(breach({ day: { calls: 4 } }, state)).toBeUndefined();
    expect(breach({ day: { calls: 3 } }, state)).toMatch(/^The budget of job daily per day allows 3 calls: 3 calls used or reserved/);
    expect(breach({ month: { calls: 4 } }, state)).toMatch(/per month allows 4 calls: 4 calls used or reserved/);
    expect(breach({ month: { usd: 0.009 } }, state)).toMatch(/allows \$0.009: \$0.008 used or reserved, and this run may take \$0.002\.$/);
    expect(breach({ month: { usd: 0.01 } }, state)).toBeUndefined();
  });

  test("begins anew with its period", () => {
    expect(breach({ day: { calls: 1 } }, () => used({ day: "2026-11-19", month: "2026-11" }, 5))).toBeUndefined();
    expect(breach({ month: { calls: 1 } }, () => used({ day: "2026-11-19", month: "2026-10" }, 5))).toBeUndefined();
  });

  test("of money cannot be kept where the price is not known, and says so", () => {
    expect(breach({ day: { usd: 5 } }, undefined, { ...wanted, nano_usd: undefined })).toBe(
      "The budget of job daily per day allows $5, and what this run may take is not known.",
    );
    expect(breach({ day: { calls: 5 } }, undefined, { ...wanted, nano_usd: undefined })).toBeUndefined();
  });
});

test("a run counts in everything, its namespace, its provider and its job", () => {
  const budgets = { all: { day: { calls: 9 } }, namespaces: { billing: { day: { calls: 8 } } }, providers: { openai: { day: { calls: 7 } } } };
  const lines = budgetLines({ budgets }, { job: { name: "daily", budget: { day: { calls: 6 } } }, prompt: "billing/summarize", model: "openai/gpt-5-mini" });
  expect(lines.map(({ scope, budget }) => [scope, budget?.day?.calls])).toEqual([
    ["all", 9],
    ["namespace/billing", 8],
    ["provider/openai", 7],
    ["job/daily", 6],
  ]);
  expect(budgetLines({}, { prompt: "toString", model: "constructor/x" }).map(({ budget }) => budget)).toEqual([undefined, undefined, undefined]);
});
