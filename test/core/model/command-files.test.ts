import { expect, test } from "vitest";
import { commandFiles } from "../../../src/core/model/command-files.ts";

test.each([
  ["tools/model.mjs", "tools/model.mjs"],
  ["./tools/model.sh", "tools/model.sh"],
  ["././/a", "a"],
  ["--fast", "--fast"],
  [".hidden", ".hidden"],
])("%s may be a file of the repository", (word, path) => {
  expect(commandFiles(["node", word])).toEqual([
    { path: "node", at: 0 },
    { path, at: 1 },
  ]);
});

test.each([".", "./", "..", "../a", "a/../b", "/usr/bin/node", "a//b", "a/", "a/./b", "C:\\a", "a\u0000b"])("%j is none", (word) => {
  expect(commandFiles([word])).toEqual([]);
});
