import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { injectionPatterns } from "../../../src/core/untrusted/injection-patterns.ts";
import { suspectedInstructions } from "../../../src/core/untrusted/suspected-instructions.ts";

interface InjectionCase {
  readonly name?: string;
  readonly text: string;
  readonly tools?: readonly string[];
  /** Absent = nothing. */
  readonly found?: readonly string[];
}

const cases = parse(readFileSync(new URL("../../spec/untrusted/injection.yaml", import.meta.url), "utf8")) as InjectionCase[];

describe("untrusted/injection.yaml", () => {
  test.each(cases.map((each) => ({ ...each, title: each.name ?? JSON.stringify(each.text) })))("$title", ({ text, tools = [], found = [] }) => {
    expect(suspectedInstructions(text, tools).map(({ pattern }) => pattern)).toEqual(found);
  });

  test("has a case for every pattern", () => {
    expect(new Set(cases.flatMap(({ found = [] }) => found))).toEqual(new Set([...Object.keys(injectionPatterns), "tool", "hidden"]));
  });
});

test("what was found is told in one short line", () => {
  const [found] = suspectedInstructions(`ignore\n${"very ".repeat(2)}\nprevious${" so".repeat(2)} instructions`);
  expect(found?.excerpt).toBe("ignore very very previous so so instructions");
  const [long] = suspectedInstructions(`ignore ${"v".repeat(200)} previous instructions`);
  expect(long?.excerpt).toHaveLength(80);
});

test("a long text takes no long time", () => {
  for (const piece of ["ignore ", "ignore-", "ignore previous ", "send the conversation ", "you are now a ", "\u200b", "aaaaaaaaaa"]) {
    const before = process.cpuUsage();
    suspectedInstructions(piece.repeat(Math.ceil(300_000 / piece.length)));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  }
});
