import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CaseFilter } from "../../../src/core/eval/case-filter.ts";
import { casePattern } from "../../../src/core/eval/case-pattern.ts";
import { isCalled } from "../../../src/core/eval/is-called.ts";
import { labelWithModel, partsOfLabel } from "../../../src/core/eval/prompt-label.ts";
import { SampleDraw } from "../../../src/core/eval/sample-draw.ts";
import { isInShard, parseShard, shardName } from "../../../src/core/eval/shard.ts";
import { digestOf } from "../../../src/core/identity/digest.ts";
import { readSpec } from "../../helpers/spec.ts";

interface PatternCase {
  readonly it: string;
  readonly pattern: string;
  readonly fits?: readonly string[];
  readonly passes_over?: readonly string[];
  readonly refused?: string;
}

const [patterns] = readSpec<readonly PatternCase[]>("case-patterns");

describe("a pattern of case ids", () => {
  test.each((patterns?.content ?? []).map((each) => [each.it, each] as const))("%s", async (_it, { pattern, fits = [], passes_over = [], refused }) => {
    if (refused !== undefined) {
      await expect(casePattern(pattern)).rejects.toMatchObject({ code: "invalid-flag", message: expect.stringContaining(refused) as string });
      return;
    }
    const { matches } = await casePattern(pattern);
    expect(fits.filter((name) => !matches(name))).toEqual([]);
    expect(passes_over.filter((name) => matches(name))).toEqual([]);
  });

  test("any id fits the pattern that is the id itself, whatever is in its brackets", async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}(\[[\w="{}.^$+()|-]{1,20}\])?$/), async (id) => {
        expect((await casePattern(id)).matches(id)).toBe(true);
      }),
    );
  });

  test("is said to match nothing when none of its cases is left, even when another pattern matched them", async () => {
    const filter = new CaseFilter({ cases: [], tags: [], patterns: await Promise.all(["late-*", "lat-fee", "main/*"].map(casePattern)) });
    expect(filter.matches({ id: "late-fee", suite: "main", tags: [] })).toBe(true);
    expect(filter.matches({ id: "other", suite: "second", tags: [] })).toBe(false);
    expect(filter.unmatched()).toEqual([{ flag: "filter", value: "lat-fee", nearest: "late-fee" }]);
  });
});

describe("a case with a matrix", () => {
  const all = ["m[name=Ada]", "m[name=Bo/b]", "mm", "m[x=[1]]"].map((id) => ({ id, suite: "main", tags: [] }));
  const chosen = (...cases: string[]) => {
    const filter = new CaseFilter({ cases, tags: [] });
    return { ids: all.filter((each) => filter.matches(each)).map(({ id }) => id), unmatched: filter.unmatched() };
  };

  test("stands for all that its matrix makes, and each of these for itself", () => {
    const made = ["m[name=Ada]", "m[name=Bo/b]", "m[x=[1]]"];
    expect(chosen("m")).toEqual({ ids: made, unmatched: [] });
    expect(chosen("main/m")).toEqual({ ids: made, unmatched: [] });
    expect(chosen("main/m[name=Ada]", "mm")).toEqual({ ids: ["m[name=Ada]", "mm"], unmatched: [] });
    expect(chosen("other/m")).toMatchObject({ ids: [], unmatched: [{ value: "other/m" }] });
  });
});

describe("a case by name", () => {
  const named = { prompt: "kitchen/recipe (openai/small)", suite: "core", case: "cake" };
  const names = ["cake", "core/cake", ...["kitchen/recipe", named.prompt].flatMap((prompt) => [`${prompt}/core/cake`, `${prompt} core/cake`])];

  test("is found by every name that is printed of it, with its prompt, its model and its epoch", () => {
    for (const name of names) {
      expect(isCalled(named, name), name).toBe(true);
      expect(isCalled(named, `${name} (epoch 2)`), name).toBe(true);
      expect([1, 2].map((epoch) => isCalled({ ...named, epoch }, `${name} (epoch 2)`))).toEqual([false, true]);
      const filter = new CaseFilter({ cases: [name], tags: [] });
      expect(filter.matches({ id: "cake", suite: "core", tags: [], prompt: named.prompt }), name).toBe(true);
      expect(filter.unmatched()).toEqual([]);
    }
  });

  test("is not one of another prompt, model or suite", () => {
    for (const name of ["recipe core/cake", "kitchen/recipe (openai/large) core/cake", "xkitchen/recipe core/cake", "other/cake", "core/cake2"])
      expect(isCalled(named, name), name).toBe(false);
    const filter = new CaseFilter({ cases: ["recipe@1.0.0 core/cake"], tags: [] });
    expect(filter.matches({ id: "cake", suite: "core", tags: [], prompt: "recipe" })).toBe(false);
    expect(filter.unmatched()).toEqual([{ flag: "case", value: "recipe@1.0.0 core/cake", nearest: "core/cake" }]);
  });
});

const cases = fc
  .uniqueArray(fc.nat(200), { maxLength: 60 })
  .map((numbers) => numbers.map((n) => ({ suite: n % 2 === 0 ? "a" : "b", id: `c${n}`, digest: digestOf(n) })));

function drawn(from: readonly { suite: string; id: string; digest: string }[], size: number, seed = "0"): string[] {
  const draw = new SampleDraw({ size, seed });
  for (const each of from) draw.add(each);
  return [...draw.names()].sort();
}

describe("a sample", () => {
  test("holds the same cases in whatever order they are read, as many as were asked for or as there are", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 70 }), fc.string(), fc.infiniteStream(fc.nat()), (all, size, seed, order) => {
        const lots = new Map(all.map((each) => [each, order.next().value as number]));
        const shuffled = all.toSorted((a, b) => (lots.get(a) ?? 0) - (lots.get(b) ?? 0));
        expect(drawn(shuffled, size, seed)).toEqual(drawn(all, size, seed));
        expect(drawn(all, size, seed)).toHaveLength(Math.min(size, all.length));
      }),
    );
  });

  test("keeps its cases when it grows, and loses only those that are gone when others are", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (all, size, more) => {
        expect(drawn(all, size + more)).toEqual(expect.arrayContaining(drawn(all, size)));
        const rest = all.slice(1);
        expect(drawn(rest, size)).toEqual(expect.arrayContaining(drawn(all, size).filter((name) => name !== `${all[0]?.suite}/${all[0]?.id}`)));
      }),
    );
  });

  test("is the same after cases were renamed, as long as they test the same", () => {
    const all = Array.from({ length: 50 }, (_, n) => ({ suite: "a", id: `c${n}`, digest: digestOf(n) }));
    const renamed = all.map(({ id, ...rest }) => ({ ...rest, id: id.replace("c", "x") }));
    expect(drawn(renamed, 10)).toEqual(
      drawn(all, 10)
        .map((name) => name.replace("c", "x"))
        .sort(),
    );
  });

  test("is another one with another seed", () => {
    const all = Array.from({ length: 50 }, (_, n) => ({ suite: "a", id: `c${n}`, digest: digestOf(n) }));
    expect(drawn(all, 10, "1")).not.toEqual(drawn(all, 10, "0"));
  });

  test("keeps little more than itself in memory, however many cases go by", () => {
    const draw = new SampleDraw({ size: 3, seed: "0" });
    for (let n = 0; n < 10_000; n += 1) draw.add({ suite: "a", id: `c${n}`, digest: digestOf(n) });
    expect(draw.names().size).toBe(3);
  });
});

describe("shards", () => {
  test("have every case once between them, and differ by one case at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 40 }), (total, count) => {
        const sizes = Array.from({ length: count }, () => 0);
        for (let position = 0; position < total; position += 1) {
          const owners = sizes.flatMap((_, at) => (isInShard({ index: at + 1, count }, position) ? [at] : []));
          expect(owners).toHaveLength(1);
          for (const owner of owners) sizes[owner] = (sizes[owner] ?? 0) + 1;
        }
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("are written as they are read", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), (count, n) => {
        const shard = { index: (n % count) + 1, count };
        expect(parseShard(shardName(shard))).toEqual(shard);
      }),
    );
  });

  test.each(["", "0/3", "4/3", "1/0", "1", "1/", "/2", "a/b", "1/2/3", "-1/2", "1.5/2", " 1/2", "1/10001", "1/999999999"])("%j is none", (text) => {
    expect(() => parseShard(text)).toThrow(expect.objectContaining({ code: "invalid-flag", where: "--shard" }));
  });
});

describe("a prompt's label", () => {
  test.each([
    ["billing/summarize", "openai/gpt-5-mini"],
    ["a@1.2.0", "openrouter/x/y(z)"],
  ])("gives back its name and its model: %s with %s", (name, model) => {
    expect(partsOfLabel(labelWithModel(name, model))).toEqual({ name, model });
    expect(partsOfLabel(name)).toEqual({ name });
  });
});
