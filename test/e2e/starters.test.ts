import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EvidenceTotals } from "../../src/core/eval/evidence.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

interface Evaluated {
  readonly evaluation: { readonly prompts: readonly { readonly totals: EvidenceTotals }[] };
}

async function started(starter: string): Promise<TempRepo> {
  const repo = await tempRepo();
  const { exitCode, stderr } = await runCli(["init", "--starter", starter, "--yes"], { cwd: repo.root });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return repo;
}

async function evaluated({ root }: TempRepo): Promise<{ readonly exitCode: number; readonly passed: number; readonly cases: number; readonly errors: number }> {
  const { exitCode, json } = await runJson(["eval"], { cwd: root });
  const [first] = (json.data as Evaluated).evaluation.prompts;
  const { passed = 0, cases = 0, errors = 0 } = first?.totals ?? {};
  return { exitCode, passed, cases, errors };
}

function edit({ root }: TempRepo, from: RegExp, to: string): void {
  const path = join(root, "prompts/support/triage/prompt.yml");
  const before = readFileSync(path, "utf8");
  expect(before).toMatch(from);
  writeFileSync(path, before.replace(from, to));
}

test("basic: most tickets are sorted rightly, and there is something left to do", async () => {
  expect(await evaluated(await started("basic"))).toEqual({ exitCode: 1, passed: 58, cases: 67, errors: 0 });
});

test("basic: an edit that only looks shorter loses enough tickets for a gate to notice", async () => {
  const repo = await started("basic");
  edit(repo, / +- A duplicate charge.*\n/, "");
  expect((await evaluated(repo)).passed).toBeLessThanOrEqual(58 - 8);
});

test("basic: one line about cancellations gains enough for a gate to notice", async () => {
  const repo = await started("basic");
  edit(repo, /( +- )(A duplicate charge.*\n)/, "$1$2$1Cancelling or changing a subscription is billing.\n");
  expect((await evaluated(repo)).passed).toBeGreaterThanOrEqual(58 + 5);
});

test("minimal: works as it is", async () => {
  expect(await evaluated(await started("minimal"))).toEqual({ exitCode: 0, passed: 3, cases: 3, errors: 0 });
});

test.each(["basic", "minimal"])("%s: what `new` writes beside it is valid and runs", async (starter) => {
  const { root } = await started(starter);
  const commands = [
    "new prompt billing/summarize --model demo/small",
    "new suite billing/summarize edge-cases",
    "new job weekly --prompt billing/summarize --environment production --every 7d",
  ];
  for (const command of commands) expect((await runCli(command.split(" "), { cwd: root })).stderr).toBe("");
  expect((await runCli(["validate"], { cwd: root })).exitCode).toBe(0);
  expect((await runCli(["eval", "billing/summarize"], { cwd: root })).exitCode).toBe(0);
});
