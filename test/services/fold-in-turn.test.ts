import fc from "fast-check";
import { expect, test } from "vitest";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { EvaluationPlan } from "../../src/core/eval/evaluation-plan.ts";
import { FoldInTurn } from "../../src/services/evaluation/fold-in-turn.ts";
import { FoldedResults } from "../../src/services/evaluation/fold-results.ts";

const epochs = 2;
const circumstances = { evaluation: "e", tool_version: "1", started_at: "2026-01-01T00:00:00.000Z", finished_at: "2026-01-01T00:01:00.000Z" };

function planOf(cases: number): EvaluationPlan {
  const suite = { suite: "s", digest: "d", cases, selected: cases, selection_digest: "x", epochs, reducer: "mean" as const };
  const prompt = { label: "p", prompt: "p", prompt_digest: "p", model: "m/one", model_digest: "m", judges: [], suites: [suite] };
  return { prompts: [prompt], asked: {} } as unknown as EvaluationPlan;
}

function resultOf(index: number, score: number): CaseResult {
  return {
    index,
    prompt: "p",
    suite: "s",
    case: `c${Math.floor(index / epochs)}`,
    epoch: (index % epochs) + 1,
    case_digest: "d",
    status: score === 1 ? "pass" : "fail",
    score,
    checks: [],
    output: "an answer",
    model_answered: "one",
    latency_ms: 10 + score,
    cost_nano_usd: 100,
  };
}

const told = ({ fold, failures, errors, pending, most }: FoldedResults) => ({
  outcomes: fold.outcomes(circumstances),
  missing: fold.missing,
  failures,
  errors,
  pending,
  most,
});

test("results that come in any order, some of them never, add up as those that are read in order", () => {
  const cases = 12;
  const numbers = Array.from({ length: cases * epochs }, (_, index) => index);
  const evaluated = fc.record({
    order: fc.shuffledSubarray(numbers),
    scores: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: numbers.length, maxLength: numbers.length }),
  });
  fc.assert(
    fc.property(evaluated, ({ order, scores }) => {
      const results = order.map((index) => resultOf(index, scores[index] ?? 0));
      const inTurn = new FoldInTurn(planOf(cases));
      for (const result of results) inTurn.add(result);
      const inOrder = new FoldedResults(planOf(cases));
      for (const result of results.toSorted((a, b) => a.index - b.index)) inOrder.add(result);
      const folded = inTurn.end();
      expect(folded && told(folded)).toEqual(told(inOrder));
    }),
  );
});

test.each([
  ["too many wait for one", 1_000, "short"],
  ["what waits is too long", 10, "x".repeat(1_000_000)],
])("it gives up, and keeps nothing, where %s", (_, cases, output) => {
  const inTurn = new FoldInTurn(planOf(cases));
  for (let index = 1; index < cases * epochs; index += 1) inTurn.add({ ...resultOf(index, 1), output });
  inTurn.add(resultOf(0, 1));
  expect(inTurn.end()).toBeUndefined();
});
