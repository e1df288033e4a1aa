import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../../src/core/errors/catalogue.ts";
import { reasonCodes } from "../../src/core/gates/reason-codes.ts";
import { policyCodeNames } from "../../src/core/release/promotion-policy.ts";
import { watchCodes } from "../../src/core/release/watch-codes.ts";

const root = join(import.meta.dirname, "../..");
const self = "test/project/refusals.test.ts";
const expectations = globSync("test/**/*.{ts,yaml}", { cwd: root })
  .filter((file) => file !== self)
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

/** Codes that no test sees, each with why. */
const unseen: Readonly<Record<string, string>> = {
  "cannot-watch": "The system has to run out of watches.",
  "delivery-moved": "Another process has to write between a read and the commit that follows it.",
  "slot-taken": "Another runner has to hold the very slot that is asked for.",
};

const codes = [...Object.keys(catalogue), ...Object.keys(reasonCodes), ...Object.keys(watchCodes), ...policyCodeNames];
const isSeen = (code: string) => new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(expectations);

test("every error and every refusal is seen by a test, or there is a reason why not", () => {
  expect(codes.filter((code) => !isSeen(code) && unseen[code] === undefined)).toEqual([]);
});

test("what is said to be unseen is, and exists", () => {
  expect(Object.keys(unseen).filter((code) => isSeen(code) || !codes.includes(code))).toEqual([]);
});
