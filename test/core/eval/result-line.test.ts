import { assert, constant, constantFrom, integer, option, property, record, array, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { partsToShare, restored, shortened, type ResultLine } from "../../../src/core/eval/result-line.ts";
import { readResults } from "../../../src/core/eval/read-results.ts";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import { check, result } from "../../helpers/eval-fixture.ts";

const origins = option(record({ file: constantFrom("a.jsonl", "b.yml"), line: option(integer({ min: 1, max: 9 }), { nil: undefined }) }), { nil: undefined });
const checks = array(constantFrom(check(), check({ score: 1, pass: true }), check({ reason: "other" })), { maxLength: 3 });
const results = record({
  index: integer({ min: 0, max: 99 }),
  prompt: constantFrom("a", "b"),
  suite: constantFrom("main", "other"),
  case: string({ minLength: 1 }),
  epoch: integer({ min: 1, max: 2 }),
  status: constantFrom("pass" as const, "fail" as const, "error" as const),
  score: constantFrom(0, 0.5, 1),
  origin: origins,
  checks,
  model_answered: constantFrom("m-1", "m-2", undefined),
  output: option(string(), { nil: undefined }),
  must_pass: constantFrom(true, undefined),
  latency_ms: constant(12.5),
}).map((given) => JSON.parse(JSON.stringify(result({ ...given, origin: given.origin as CaseResult["origin"] }))) as CaseResult);

function throughText(line: ResultLine): ResultLine {
  return JSON.parse(JSON.stringify(line)) as ResultLine;
}

describe("a line of results", () => {
  it("is the whole result again with what the file's results share, whatever that is", () => {
    assert(
      property(results, results, (first, other) => {
        const shared = partsToShare(first);
        expect(restored(throughText(shortened(other, shared)), shared)).toEqual(other);
      }),
    );
  });

  it("says nothing of what it shares", () => {
    const first = result({ index: 0, case: "one", status: "pass", origin: { file: "a.jsonl", line: 1 }, model_answered: "m-1" });
    const line = shortened({ ...first, index: 7, case: "two", origin: { file: "a.jsonl", line: 8 } }, partsToShare(first));
    expect(Object.keys(line)).toEqual(["index", "case", "case_digest", "line", "output", "latency_ms"]);
  });

  it("says of its checks those that are others", () => {
    const first = result({ checks: [check({ score: 1, pass: true }), check({ type: "is-json", score: 1, pass: true })] });
    const failed = check({ type: "is-json", reason: "no JSON" });
    const line = shortened({ ...first, checks: [first.checks[0]!, failed] }, partsToShare(first));
    expect(line.checks).toEqual([null, failed]);
  });
});

describe("a file of results", () => {
  const read = (...lines: readonly unknown[]) => Array.fromAsync(readResults("results.jsonl", bytes(lines)));
  const [one, two] = [result({ index: 0, case: "one", status: "pass" }), result({ index: 1, case: "two" })];

  it("may tell first what its results share", async () => {
    const shared = partsToShare(one);
    expect(await read({ shared }, shortened(one, shared), shortened(two, shared))).toEqual([one, two]);
  });

  it("may say all of each, as older ones do", async () => {
    expect(await read(one, two)).toEqual([one, two]);
  });

  it.each([{ checks: 3 }, { checks: [null, null, null] }, { case: 1 }, { origin: "a" }, {}])("is refused where a line is no result: %j", async (line) => {
    const shared = partsToShare(one);
    await expect(read({ shared }, shortened(one, shared), line)).rejects.toMatchObject({ code: "invalid-results", where: "results.jsonl:3" });
  });
});

async function* bytes(lines: readonly unknown[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}
