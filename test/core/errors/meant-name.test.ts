import { expect, test } from "vitest";
import { meantName } from "../../../src/core/errors/meant-name.ts";
import { nameHint } from "../../../src/core/errors/name-hint.ts";

const known = ["billing/summarize", "billing/triage", "support/triage", "greeting", "a", "b", "c"];

test("the only name that ends in what was typed is meant, also in the hint", () => {
  expect(meantName("summarize", known)).toBe("billing/summarize");
  expect(nameHint("summarize", known)).toBe("Did you mean `billing/summarize`?");
});

test("of two that end so neither is, and else the nearest is", () => {
  expect(meantName("triage", known)).toBeUndefined();
  expect(meantName("billing/sumarize", known)).toBe("billing/summarize");
  expect(meantName("marize", known)).toBeUndefined();
});
