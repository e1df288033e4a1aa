import { expect, test } from "vitest";
import { nearest } from "../../../src/core/errors/nearest.ts";

test.each([
  ["modle", "model", "two letters in the wrong order"],
  ["evla", "eval", "in a short name too"],
  ["PROMPT", "prompt", "another case"],
  ["schem", "schema", "a letter forgotten"],
  ["rollbck", "rollback", "one forgotten in a long name"],
])("%s is meant to be %s: %s", (typed, meant) => {
  expect(nearest(typed, ["model", "eval", "prompt", "schema", "rollback"])).toBe(meant);
});

test.each(["x", "ab", "frobnicate", ""])("%j is near to none: a wrong guess is worse than none", (typed) => {
  expect(nearest(typed, ["model", "eval", "prompt", "schema", "rollback"])).toBeUndefined();
});

test("two letters in the wrong order are near in a name of three, and two others are not", () => {
  expect(nearest("oen", ["one", "two"])).toBe("one");
  expect(nearest("noe", ["one", "two"])).toBe("one");
  expect(nearest("eno", ["one", "two"])).toBeUndefined();
  expect(nearest("on", ["one"])).toBe("one");
});

test("of several the nearest is chosen", () => {
  expect(nearest("cost", ["costs", "cast", "cost"])).toBe("cost");
});
