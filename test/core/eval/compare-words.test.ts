import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCommand } from "../../../src/core/eval/compare-command.ts";
import { compareExit } from "../../../src/core/eval/compare-exit.ts";
import { baselinePlace, baselineWords } from "../../../src/core/eval/compare-baseline.ts";
import { modelledStates } from "../../../src/core/eval/compare-models.ts";
import { comparedWord } from "../../../src/core/eval/compare-word.ts";

describe("what a word of the command line is, by its form alone", () => {
  test.each([
    ["billing/summarize", { kind: "state", text: "billing/summarize" }],
    ["billing/summarize@1.2.0", { kind: "state", text: "billing/summarize@1.2.0" }],
    ["billing/summarize@HEAD~3", { kind: "state", text: "billing/summarize@HEAD~3" }],
    ["a@feature/x", { kind: "state", text: "a@feature/x" }],
    ["20261120T090000123Z-1a2b3c4d", { kind: "evaluation", id: "20261120T090000123Z-1a2b3c4d", label: undefined }],
    ["20261120T090000123Z-1a2b3c4d-2", { kind: "evaluation", id: "20261120T090000123Z-1a2b3c4d-2", label: undefined }],
    ["20261120T090000123Z-1a2b3c4d:a/b@1.0.0", { kind: "evaluation", id: "20261120T090000123Z-1a2b3c4d", label: "a/b@1.0.0" }],
    ["20261120T09", { kind: "evaluation", id: "20261120T09", label: undefined }],
    ["results.jsonl", { kind: "results", path: "results.jsonl", label: undefined }],
    ["../out/main.ndjson:a/b", { kind: "results", path: "../out/main.ndjson", label: "a/b" }],
    ["-", { kind: "results", path: "-", label: undefined }],
    ["-:a/b", { kind: "results", path: "-", label: "a/b" }],
    ["drafts/shorter.yml", { kind: "draft", path: "drafts/shorter.yml" }],
    ["/tmp/a b.yaml", { kind: "draft", path: "/tmp/a b.yaml" }],
    ["--output=x", { kind: "state", text: "--output=x" }],
    ["..", { kind: "state", text: ".." }],
    ["", { kind: "state", text: "" }],
  ])("%j", (word, parsed) => {
    expect(comparedWord(word)).toEqual(parsed);
  });
});

describe("states and models", () => {
  const pairs = (states: number, models: readonly string[]) => modelledStates(states, models).map(({ state, model }) => `${state} ${model ?? "own"}`);

  test.each([
    ["without a model each state has its own", 2, [], ["0 own", "1 own"]],
    ["one state and one model: its own, then that", 1, ["x/y"], ["0 own", "0 x/y"]],
    ["one state under each of several models", 1, ["x/y", "x/z", "own"], ["0 x/y", "0 x/z", "0 own"]],
    ["one model for all states", 3, ["x/y"], ["0 x/y", "1 x/y", "2 x/y"]],
    ["several states and several models: every state under every model", 2, ["own", "x/y"], ["0 own", "0 x/y", "1 own", "1 x/y"]],
  ] as const)("%s", (_, states, models, expected) => {
    expect(pairs(states, models)).toEqual(expected);
  });

  test("go one by one where that is asked for, and nothing is guessed where they do not", () => {
    expect(modelledStates(2, ["own", "x/y"], true).map(({ state, model }) => `${state} ${model ?? "own"}`)).toEqual(["0 own", "1 x/y"]);
    for (const models of [[], ["a/b", "c/d"]])
      expect(() => modelledStates(3, models, true)).toThrow(expect.objectContaining({ code: "invalid-flag", where: "--one-by-one" }));
  });
});

describe("a baseline", () => {
  const sides = ["p@1.0.0", "p"].flatMap((word) => ["own", "x/y"].map((model) => ({ word, model })));
  const models = ["own", "x/y"];

  test.each([
    ["is the first", undefined, 0],
    ["is a state, under its first model", "p", 2],
    ["is a model, of the first state", "x/y", 1],
    ["is both", "p with x/y", 3],
    ["is none of them", "q", undefined],
    ["with a model that was not asked is none of them", "p with x/z", undefined],
  ])("%s", (_, baseline, place) => {
    expect(baselinePlace(sides, models, baseline)).toBe(place);
  });

  test.each([
    ["is among the words already", "p", ["p@1.0.0", "p"]],
    ["is a model, which is no word", "x/y", ["p@1.0.0", "p"]],
    ["names a word with its model", "p with own", ["p@1.0.0", "p"]],
    ["was not named, and comes first", "p@2.0.0", ["p@2.0.0", "p@1.0.0", "p"]],
    ["was not named, with a model", "p@2.0.0 with x/y", ["p@2.0.0", "p@1.0.0", "p"]],
  ])("%s", (_, baseline, words) => {
    expect(baselineWords(["p@1.0.0", "p"], models, baseline)).toEqual(words);
  });
});

describe("how a comparison ends", () => {
  test.each([
    ["is information by itself", ["worse", "inconclusive"], [], [], "done"],
    ["is a no where a loss was to fail", ["better", "worse"], [], ["worse"], "no"],
    ["is open where an open end was to fail", ["inconclusive"], [], ["worse", "inconclusive"], "inconclusive"],
    ["is done when nothing of that happened", ["better", "no-difference", "same"], [], ["worse", "inconclusive"], "done"],
    ["is an error when a case got no score, whatever else was asked", ["worse", "error"], ["timeout"], ["worse"], "environment"],
    ["is a refused key before all else", ["error"], ["timeout", "auth"], [], "authentication"],
    ["is an error, too, when nobody knows of which kind any more", ["error"], [], [], "environment"],
  ] as const)("%s", (_, verdicts, kinds, failOn, exit) => {
    expect(compareExit(verdicts, kinds, failOn)).toBe(exit);
  });
});

test("the command that is shown says the same to a shell, whatever is named", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (words, model) => {
      const command = compareCommand(words, { model: [model], suite: [] });
      const [, ...typed] = spawnSync("sh", ["-c", `promptops() { for each; do printf '%s\\0' "$each"; done; }; ${command}`], { encoding: "utf8" }).stdout.split(
        "\0",
      );
      expect(typed).toEqual([...words, "--model", model, ""]);
    }),
    { numRuns: 40 },
  );
  expect(compareCommand(["a@1.0.0", "a"], { model: ["x/y"], epochs: ["2"] })).toBe("promptops compare a@1.0.0 a --model x/y --epochs 2");
});
