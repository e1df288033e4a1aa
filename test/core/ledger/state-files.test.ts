import { describe, expect, test } from "vitest";
import { StateFiles } from "../../../src/core/ledger/state-files.ts";
import { BudgetState, budgetPath } from "../../../src/core/ledger/state-records.ts";

const nothing = { calls: 0, tokens: 0, nano_usd: 0 };

function state(scope: string): BudgetState {
  return { scope, day: { key: "2026-11-20", used: nothing, reserved: nothing }, month: { key: "2026-11", used: nothing, reserved: nothing } };
}

describe("files of the state that are expected", () => {
  test("are read at once, each one time, and given as they were until they are set", async () => {
    const read: string[] = [];
    const files = new StateFiles((path) => {
      read.push(path);
      return Promise.resolve(path === budgetPath("all") ? JSON.stringify(state("all")) : undefined);
    });
    files.expect([budgetPath("all"), budgetPath("job/a"), budgetPath("all")]);
    expect(read).toEqual([budgetPath("all"), budgetPath("job/a")]);
    files.set(budgetPath("job/a"), state("job/a"));
    expect(await files.get(BudgetState, budgetPath("all"))).toEqual(state("all"));
    expect(await files.get(BudgetState, budgetPath("job/a"))).toEqual(state("job/a"));
    files.expect([budgetPath("all"), budgetPath("job/a")]);
    expect(read).toHaveLength(2);
    expect([...files.changes().keys()]).toEqual([budgetPath("job/a")]);
  });

  test("fail whoever asks for them, and nobody else", async () => {
    const files = new StateFiles((path) => (path === budgetPath("all") ? Promise.reject(new Error("the disk is gone")) : Promise.resolve("{")));
    files.expect([budgetPath("all"), budgetPath("job/a")]);
    await expect(files.get(BudgetState, budgetPath("job/a"))).rejects.toMatchObject({ code: "ledger-damaged" });
    await expect(files.get(BudgetState, budgetPath("all"))).rejects.toThrow("the disk is gone");
  });
});
