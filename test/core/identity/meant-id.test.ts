import { describe, expect, test } from "vitest";
import type { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import { meantId, meantIds } from "../../../src/core/identity/meant-id.ts";

const deliveries = ["20261120T09-1f2e3d4c", "20261120T09-1f2eaaaa", "20261121T10-beef0000"];
const runs = ["daily~20261120T090000Z", "daily~20261120T090000Z~r2", "weekly-sum~20261120T090000Z"];

describe("a shortened id", () => {
  test.each([
    ["the whole of it", "20261120T09-1f2e3d4c", deliveries, ["20261120T09-1f2e3d4c"]],
    ["its beginning", "20261121", deliveries, ["20261121T10-beef0000"]],
    ["what comes after the time", "beef", deliveries, ["20261121T10-beef0000"]],
    ["too little of what comes after the time", "bee", deliveries, []],
    ["a piece out of the middle", "f2e3d", deliveries, []],
    ["nothing", "", deliveries, []],
    ["a beginning of several", "20261120T09-1f2e", deliveries, deliveries.slice(0, 2)],
    ["a whole name that is a beginning, too", "daily~20261120T090000Z", runs, ["daily~20261120T090000Z"]],
    ["a slot of several jobs", "20261120T0900", runs, runs],
    ["a job", "weekly", runs, ["weekly-sum~20261120T090000Z"]],
  ])("of %s", (_of, typed, ids, meant) => {
    expect(meantIds(typed, ids)).toEqual(meant);
  });

  test("of several is an error that names them, and says how many more there are", () => {
    const many = Array.from({ length: 7 }, (_, at) => `daily~2026112${at}T090000Z`);
    const failing = (typed: string, ids: readonly string[]) => {
      try {
        return meantId("delivery", typed, ids);
      } catch (error) {
        return `${(error as PromptopsError).code}: ${(error as PromptopsError).message}`;
      }
    };
    expect(failing("1f2e", deliveries)).toBe('ambiguous-id: "1f2e" can mean 2 deliveries: `20261120T09-1f2e3d4c`, `20261120T09-1f2eaaaa`.');
    expect(failing("daily", many)).toMatch(/`daily~20261124T090000Z` and 2 more\.$/);
    expect(failing("none", deliveries)).toBeUndefined();
  });
});
