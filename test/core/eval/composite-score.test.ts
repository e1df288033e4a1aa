import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Assertion } from "../../../src/core/assertions/schema.ts";
import { latencyScore } from "../../../src/core/eval/latency-score.ts";
import { outputContract } from "../../../src/core/eval/output-contract.ts";
import { scoreCase } from "../../../src/core/eval/score-case.ts";
import type { Output } from "../../../src/core/model/prompt.ts";
import type { ScoreRule } from "../../../src/core/model/score-rule.ts";
import { response } from "../../helpers/echo-provider.ts";
import { noNeeds } from "../../helpers/no-needs.ts";
import { readSpec } from "../../helpers/spec.ts";

interface Example {
  readonly it: string;
  readonly answer: string | boolean;
  readonly output?: Output;
  readonly threshold?: number;
  readonly latency_ms?: number;
  readonly score: ScoreRule;
  readonly assertions?: readonly Assertion[];
  readonly components: Readonly<Record<string, number>>;
  readonly is: number;
  readonly status: string;
}

describe("a composite score", () => {
  const examples = readSpec<readonly Example[]>("evaluation").find(({ file }) => file === "composite-score")?.content ?? [];

  it.each(examples)("$it", async ({ it: _, answer, output, threshold, latency_ms: latencyMs = 1, score, assertions = [], ...expected }) => {
    const evalCase = { ...bare, assertions, threshold, score };
    const scored = await scoreCase(evalCase, { response: { ...response(String(answer)), latencyMs }, costNanoUsd: 1 }, outputContract(output, []), noNeeds);
    expect({ components: scored.components, is: scored.score, status: scored.status }).toEqual(expected);
  });

  it("was read", () => expect(examples.length).toBeGreaterThan(15));
});

describe("what a latency is worth", () => {
  it("never grows with it, and stays between 0 and 1", () => {
    const curve = fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }));
    const latency = fc.double({ min: 0, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(curve, latency, latency, ([full_ms, width], a, b) => {
        const worth = (ms: number) => latencyScore(ms, { full_ms, zero_ms: full_ms + width });
        const [less, more] = [worth(Math.min(a, b)), worth(Math.max(a, b))];
        expect(less).toBeGreaterThanOrEqual(more);
        expect(more).toBeGreaterThanOrEqual(0);
        expect(less).toBeLessThanOrEqual(1);
      }),
    );
  });
});

const bare = {
  suite: "s",
  id: "c",
  inputs: {},
  expected: undefined,
  history: [],
  tags: [],
  group: undefined,
  mustPass: false,
  digest: "d",
  origin: { file: "f" },
};
