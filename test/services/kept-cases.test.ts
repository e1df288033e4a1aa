import { expect, test } from "vitest";
import type { EvalCase } from "../../src/core/model/suite.ts";
import { keptCases } from "../../src/services/kept-cases.ts";

function suiteOf(count: number, text = "x") {
  let readings = 0;
  const one = (at: number): EvalCase => ({ suite: "s", id: `c${at}`, inputs: { text }, history: [], tags: [], mustPass: false, assertions: [] }) as never;
  async function* read() {
    readings += 1;
    for (let at = 0; at < count; at += 1) yield one(at);
  }
  return { cases: keptCases(read), readings: () => readings };
}

async function idsOf(cases: AsyncIterable<EvalCase>): Promise<string[]> {
  return (await Array.fromAsync(cases)).map(({ id }) => id);
}

test("the cases of a usual suite are read once, and are the same each time", async () => {
  const { cases, readings } = suiteOf(3);
  expect([await idsOf(cases()), await idsOf(cases()), await idsOf(cases())]).toEqual(Array.from({ length: 3 }, () => ["c0", "c1", "c2"]));
  expect(readings()).toBe(1);
});

test("a reading that was broken off keeps nothing", async () => {
  const { cases, readings } = suiteOf(3);
  for await (const { id } of cases()) if (id === "c1") break;
  expect(await idsOf(cases())).toHaveLength(3);
  expect(readings()).toBe(2);
});

test.each([
  ["many cases", 10_001, "x"],
  ["long inputs", 5, "x".repeat(1_000_000)],
])("of a suite with %s nothing is kept", async (_, count, text) => {
  const { cases, readings } = suiteOf(count, text);
  expect(await idsOf(cases())).toHaveLength(count);
  expect(await idsOf(cases())).toHaveLength(count);
  expect(readings()).toBe(2);
});
