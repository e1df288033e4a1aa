import { expect, test } from "vitest";
import { assertionKinds } from "../../../src/core/assertions/registry.ts";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";

const kinds = Object.values(assertionKinds);

test("a kind that is said to compare with the case's `expected` says when it does", () => {
  const said = kinds.filter(({ summary, params }) => /the case's `expected`/.test(summary + JSON.stringify(params))).map(({ type }) => type);
  expect(kinds.filter(({ usesExpected }) => usesExpected !== undefined).map(({ type }) => type)).toEqual(said);
  expect(said.length).toBeGreaterThan(10);
});

test.each(kinds.filter(({ fromExpected }) => fromExpected !== undefined))("$type takes what it is given, or says what is wrong with it", ({ fromExpected }) => {
  for (const expected of [null, true, 1, "", " ", "one 1", [], [{}], ["a"], {}, { a: 1 }]) {
    try {
      fromExpected?.(expected);
    } catch (error) {
      expect(error).toBeInstanceOf(PromptopsError);
      expect(error).toMatchObject({ code: "invalid-assertion" });
    }
  }
});
