import { expect, test } from "vitest";
import { leadingFlagsBehind } from "../../src/cli/leading-flags.ts";

test.each([
  ["-C folder list", "list -C folder"],
  ["--cwd folder --json show a/b", "show a/b --cwd folder --json"],
  ["-Cfolder new prompt a -- b", "new prompt a -Cfolder -- b"],
  ["--cwd=folder list", "list --cwd=folder"],
  ["list --json", "list --json"],
  ["--tag x eval", "--tag x eval"],
])("`%s` is read as `%s`", (typed, read) => {
  expect(leadingFlagsBehind(typed.split(" ")).join(" ")).toBe(read);
});
