import { describe, expect, test } from "vitest";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import { DetailsFold } from "../../../src/core/eval/compare-details.ts";
import { filterCases } from "../../../src/core/eval/compare-filter.ts";
import { metricPairs } from "../../../src/core/eval/compare-metrics.ts";
import { compareNotes, sideNotes, type SideConditions } from "../../../src/core/eval/compare-notes.ts";
import { refuseNothingInCommon } from "../../../src/core/eval/compare-nothing.ts";
import { sideCounts } from "../../../src/core/eval/compare-side.ts";
import { splitCases } from "../../../src/core/eval/compare-split.ts";
import type { PlannedPrompt } from "../../../src/core/eval/evaluation-plan.ts";
import { foldResults } from "../../../src/core/eval/fold-results.ts";
import { readResults } from "../../../src/core/eval/read-results.ts";
import { casesOf } from "../../helpers/paired-evidence.ts";

function result(given: Partial<CaseResult>): CaseResult {
  return { index: 0, prompt: "p", suite: "main", case: "c1", epoch: 1, case_digest: "d1", status: "pass", score: 1, checks: [], ...given };
}

function check(given: Partial<CaseResult["checks"][number]>): CaseResult["checks"][number] {
  return { type: "contains", score: 0, pass: false, weight: 1, reason: "no", ...given };
}

async function* streamed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe("details of one side", () => {
  const { candidate } = casesOf([{ count: 3, before: "pass", after: "fail" }]);
  const wanted = (explained: readonly string[], shown: readonly string[] = []) => ({ explained: new Set(explained), shown: new Set(shown) });

  test("explain a case by its first epoch that did not pass, with the checks that count", () => {
    const details = new DetailsFold(candidate, wanted(["main/c1"]));
    details.add(result({ checks: [check({ pass: true, reason: "fine" })] }));
    details.add(
      result({
        epoch: 2,
        status: "fail",
        checks: [check({ reason: "first" }), check({ weight: 0, reason: "idle" }), check({ weight: 0, must_pass: true, reason: "binding" })],
      }),
    );
    details.add(result({ epoch: 3, status: "fail", checks: [check({ reason: "later" })] }));
    expect(details.explanation("main/c1")?.failedChecks.map(({ reason }) => reason)).toEqual(["first", "binding"]);
    expect(details.explanation("main/c2")).toBeUndefined();
  });

  test("keep answers of the cases that are shown, and of no others", () => {
    const details = new DetailsFold(candidate, wanted([], ["main/c2"]));
    for (const name of ["c1", "c2", "c3"]) for (const epoch of [1, 2]) details.add(result({ case: name, epoch, output: `${name} ${epoch}` }));
    expect(details.answers("main/c2").map(({ output }) => output)).toEqual(["c2 1", "c2 2"]);
    expect(details.answers("main/c1")).toEqual([]);
  });

  test("know the kinds of errors, of the cases that are compared alone", () => {
    const details = new DetailsFold(candidate, wanted([]));
    details.add(result({ status: "error", error: { kind: "timeout", message: "late" } }));
    details.add(result({ case: "elsewhere", status: "error", error: { kind: "auth", message: "no" } }));
    expect([...details.errorKinds]).toEqual(["timeout"]);
  });

  test("give a metric as the mean over a case's epochs, and pairs only where both sides have it", () => {
    const { baseline, candidate: after } = casesOf([{ count: 2, before: "pass", after: "pass" }]);
    const [old, now] = [new DetailsFold(baseline, wanted([])), new DetailsFold(after, wanted([]))];
    const scored = (name: string, score: number, epoch = 1) => result({ case: name, epoch, checks: [check({ metric: "tone", score })] });
    for (const each of [scored("c1", 0.5), scored("c1", 1, 2), scored("c2", 0.25)]) old.add(each);
    now.add(scored("c1", 1));
    now.add(result({ case: "c2", checks: [check({ metric: "only-now", score: 1 })] }));
    const { pairs } = splitCases(baseline, after);
    const metrics = metricPairs(pairs, old, now);
    expect([...metrics.keys()]).toEqual(["tone"]);
    expect(
      metrics
        .get("tone")?.()
        .map((pair) => [pair.baseline.score, pair.candidate.score]),
    ).toEqual([[0.75, 1]]);
  });
});

describe("a file of results", () => {
  const bytes = (text: string) => streamed([new TextEncoder().encode(text)]);
  const lines = (results: readonly unknown[]) => `${results.map((each) => JSON.stringify(each)).join("\n")}\n`;

  test("becomes cases prompt by prompt, in whatever order its lines are, and of two for one epoch the later counts", async () => {
    const file = lines([
      result({ case: "c2", score: 0.5, status: "fail", model_answered: "m" }),
      result({ case: "c1", epoch: 2, score: 0, status: "fail" }),
      result({ case: "c2", score: 1 }),
      result({ case: "c1", epoch: 1, tags: ["t"], group: "g", must_pass: true, latency_ms: 10, cost_nano_usd: 4 }),
      result({ prompt: "other", case: "c1" }),
    ]);
    const folded = await foldResults(readResults("r.jsonl", bytes(file)));
    expect([...folded.keys()]).toEqual(["p", "other"]);
    expect(folded.get("p")?.cases).toEqual([
      { suite: "main", case: "c2", digest: "d1", score: 1, pass_rate: 1, status: "pass" },
      {
        suite: "main",
        case: "c1",
        digest: "d1",
        score: 0.5,
        pass_rate: 0.5,
        status: "fail",
        tags: ["t"],
        group: "g",
        must_pass: true,
        latency_ms: 10,
        epochs: { scores: [1, 0], outcomes: "pf" },
      },
    ]);
    expect([folded.get("p")?.epochs, folded.get("other")?.epochs]).toEqual([true, false]);
  });

  test("may have keys that others added; they are passed over", async () => {
    const [only] = await Array.fromAsync(readResults("r.jsonl", bytes(lines([{ ...result({}), extra: { a: 1 } }]))));
    expect(only).toEqual(result({}));
  });

  test.each([
    ["no JSON", "{\n", 1],
    ["an array", "[]\n", 1],
    ["another object", `${JSON.stringify(result({}))}\n{"a":1}\n`, 2],
    ["a score beyond 1", lines([{ ...result({}), score: 2 }]), 1],
    ["a line that was cut off", `${JSON.stringify(result({}))}\n{"index":1,"prom`, 2],
  ])("with %s is refused at its line", async (_, text, line) => {
    await expect(Array.fromAsync(readResults("r.jsonl", bytes(text)))).rejects.toMatchObject({
      code: "invalid-results",
      exit: "usage",
      where: `r.jsonl:${line}`,
    });
  });
});

describe("filters", () => {
  const { baseline, candidate } = casesOf([
    { count: 2, before: "pass", after: "pass", tags: ["slow"] },
    { count: 2, before: "pass", after: "pass", suite: "extra" },
  ]);
  const filter = (given: { suites?: string[]; cases?: string[]; tags?: string[] }) =>
    filterCases([baseline, candidate], { suites: [], cases: [], tags: [], ...given });

  test("leave the same cases of every side", () => {
    expect(filter({ tags: ["slow"] }).map((side) => side.map((each) => each.case))).toEqual([
      ["c1", "c2"],
      ["c1", "c2"],
    ]);
    expect(filter({ suites: ["extra"], cases: ["extra/c3"] }).map(({ length }) => length)).toEqual([1, 1]);
  });

  test.each([
    [{ suites: ["extr"] }, "--suite", "--suite extra"],
    [{ cases: ["main/c9"] }, "--case", "--case main/c1"],
    [{ tags: ["slwo"] }, "--tag", "--tag slow"],
  ])("that match nothing are refused: %j", (given, where, hint) => {
    expect(() => filter(given)).toThrow(expect.objectContaining({ code: "nothing-matches", where, hint: expect.stringContaining(hint) as string }));
  });

  test("that leave nothing together are refused too", () => {
    expect(() => filter({ suites: ["extra"], tags: ["slow"] })).toThrow(expect.objectContaining({ code: "nothing-matches" }));
  });
});

describe("two sides that share no case", () => {
  const one = casesOf([{ count: 2, before: "pass", after: "pass" }]);

  test("are refused with what each has", () => {
    const other = casesOf([{ count: 1, before: "pass", after: "pass", suite: "extra" }]);
    const split = splitCases(one.baseline, other.candidate);
    expect(() => refuseNothingInCommon({ name: "a", cases: one.baseline }, { name: "b", cases: other.candidate }, split)).toThrow(
      "No case is the same on both sides: a has 2 cases of `main`, b has 1 case of `extra`; none has the same name on both sides.",
    );
  });

  test("are told when the cases were edited in between", () => {
    const edited = casesOf([{ count: 2, before: "pass", after: "pass", other_digest: true }]);
    const split = splitCases(edited.baseline, edited.candidate);
    expect(() => refuseNothingInCommon({ name: "a", cases: edited.baseline }, { name: "b", cases: edited.candidate }, split)).toThrow(
      "2 cases have the same name and were edited in between: `main/c1`, `main/c2`.",
    );
  });
});

describe("what makes sides less alike than they look", () => {
  const planned = (given: Partial<PlannedPrompt["suites"][number]> = {}, judges: PlannedPrompt["judges"] = []): PlannedPrompt => ({
    label: "p",
    prompt: "p",
    prompt_digest: "d",
    model: "a/b",
    model_digest: "m",
    judges,
    suites: [{ suite: "main", digest: "s", cases: 2, selected: 2, selection_digest: "x", epochs: 1, reducer: "mean", ...given }],
  });
  const side = (given: Partial<SideConditions> = {}): SideConditions => ({
    name: "p",
    kind: "evaluation",
    model: "a/b",
    modelsAnswered: ["b-1"],
    planned: planned(),
    answersGone: false,
    ...given,
  });

  test.each([
    ["epochs", side({ planned: planned({ epochs: 5 }) }), "Each case of main was run once before and 5 times after."],
    ["thresholds", side({ planned: planned({ threshold: 0.8 }) }), "What passes a case of main was another thing before"],
    [
      "judges",
      side({ planned: planned({}, [{ use: "judge", judge: "rubric", version: 1, model: "j/k", digest: "0123456789" }]) }),
      "They were judged differently: none before, rubric by j/k (0123456) after.",
    ],
    ["the model that answered", side({ modelsAnswered: ["b-2"] }), "a/b was answered by `b-1` before and by `b-2` after."],
  ])("is told of %s", (_, after, note) => {
    expect(compareNotes(side(), after)).toEqual([expect.stringContaining(note)]);
  });

  test("is nothing for sides that were evaluated alike, for unknown conditions, and for another model that was asked on purpose", () => {
    expect(compareNotes(side(), side())).toEqual([]);
    expect(compareNotes(side(), side({ planned: undefined, kind: "results", model: undefined }))).toEqual([]);
    expect(compareNotes(side(), side({ model: "a/c", modelsAnswered: ["c-1"] }))).toEqual([]);
  });

  test("of one side alone: an evaluation with filters, answers that are gone", () => {
    expect(sideNotes(side({ planned: planned({ selected: 1 }), answersGone: true }))).toHaveLength(2);
    expect(sideNotes(side({ planned: planned({ selected: 1 }), kind: "prompt" }))).toEqual([]);
  });
});

test("a side's cost is not known when that of one answer is not", () => {
  const { candidate } = casesOf([
    { count: 1, before: "pass", after: "pass", cost_nano_usd: [1, 10], latency_ms: [1, 10] },
    { count: 1, before: "pass", after: "error", latency_ms: [1, 30] },
  ]);
  expect(sideCounts(candidate)).toEqual({
    cases: 2,
    passed: 1,
    failed: 0,
    errors: 1,
    // Wilson's for 1 of 1: 1 / (1 + z²) = 1 / 4.8415.
    pass_rate: 1,
    pass_rate_interval: [expect.closeTo(0.206549, 6), 1],
    mean_score: 1,
    mean_score_interval: [expect.closeTo(0.206549, 6), 1],
    mean_latency_ms: 20,
  });
  expect(sideCounts(candidate.slice(0, 1))).toMatchObject({ mean_cost_nano_usd: 10 });
  expect(sideCounts([])).toEqual({ cases: 0, passed: 0, failed: 0, errors: 0 });
});
