import { describe, expect, test } from "vitest";
import { policyDifferences } from "../../../src/core/gates/policy-differences.ts";

const prompt = "billing/summarize";

describe("what two policies have otherwise for a prompt", () => {
  test("is told by key, the gate's as it holds for the prompt", () => {
    const there = {
      environment: {
        promotes_from: "staging",
        approvers: ["ann@example.com"],
        gate: { mode: "improve" as const, guards: { cost: { max_usd: 0.01 } } },
        namespaces: { billing: { margin: 0.02 }, other: { margin: 0.5 } },
      },
      manifest: { min_cases: 50 },
    };
    const here = { environment: { promotes_from: "staging", gate: { mode: "smoke" as const, margin: 0.1 } }, manifest: undefined };
    expect(policyDifferences(prompt, there, here)).toEqual([
      { key: "approvers", there: ["ann@example.com"] },
      { key: "gate.guards.cost.max_usd", there: 0.01 },
      { key: "gate.margin", there: 0.02, here: 0.1 },
      { key: "gate.min_cases", there: 50 },
      { key: "gate.mode", there: "improve", here: "smoke" },
    ]);
  });

  test("is nothing where only words differ, or where it is said", () => {
    const there = { environment: { description: "Here it counts.", gate: { min_cases: 5 } }, manifest: undefined };
    const here = { environment: { namespaces: { other: { min_cases: 9 } } }, manifest: { min_cases: 5 } };
    expect(policyDifferences(prompt, there, here)).toEqual([]);
  });

  test("is that one of them does not know the environment", () => {
    const known = { environment: {}, manifest: undefined };
    expect(policyDifferences(prompt, { environment: undefined, manifest: undefined }, known)).toEqual([{ key: "environment", there: false, here: true }]);
  });
});
