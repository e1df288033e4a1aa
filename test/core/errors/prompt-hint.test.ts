import { expect, test } from "vitest";
import { promptHint } from "../../../src/core/errors/prompt-hint.ts";
import { meantPrompts } from "../../../src/core/model/meant-prompts.ts";

const ids = ["greeting", "kitchen/recipe", "kitchen/menu", "notes/summarize", "notes/deep/read"];

test.each([
  ["greeting", ["greeting"]],
  ["kitchen", ["kitchen/recipe", "kitchen/menu"]],
  ["kitchen/", ["kitchen/recipe", "kitchen/menu"]],
  ["notes/*", ["notes/summarize", "notes/deep/read"]],
  ["notes/**", ["notes/summarize", "notes/deep/read"]],
  ["prompts/kitchen/recipe", ["kitchen/recipe"]],
  ["prompts/kitchen/recipe/", ["kitchen/recipe"]],
  ["./prompts/kitchen/recipe/prompt.yml", ["kitchen/recipe"]],
  ["prompts/kitchen", ["kitchen/recipe", "kitchen/menu"]],
  ["prompts", ids],
  ["recipe", undefined],
  ["", undefined],
  ["*", undefined],
  ["../kitchen", undefined],
])("%j means %j", (typed, meant) => {
  expect(meantPrompts(typed, ids)?.ids).toEqual(meant);
});

test("a prompt goes before the folder of its name, and an id before a path", () => {
  const known = ["billing", "billing/summarize", "prompts/billing"];
  expect(meantPrompts("billing", known)).toEqual({ ids: ["billing"], folder: false });
  expect(meantPrompts("prompts/billing", known)).toEqual({ ids: ["prompts/billing"], folder: false });
});

test.each([
  ["kitchen", "It is a folder of prompts: `kitchen/recipe`, `kitchen/menu`. Name one of them."],
  ["prompts/kitchen/recipe", "Name it by its id: `kitchen/recipe`."],
  ["./recipe", "Did you mean `kitchen/recipe`?"],
  ["recipe", "Did you mean `kitchen/recipe`?"],
  ["prompts/kitchen/recipe/evals/core.yml", "That is a suite of `kitchen/recipe`: name the prompt, and choose the suite with `--suite core`."],
  ["kitchen/recipe/evals/core", "That is a suite of `kitchen/recipe`: name the prompt, and choose the suite with `--suite core`."],
  ["kitchn", undefined],
])("%j is answered with %j", (typed, hint) => {
  expect(promptHint(typed, [...ids, "a", "b"])).toBe(hint);
});
