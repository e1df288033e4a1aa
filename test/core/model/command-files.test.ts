import { expect, test } from "vitest";
import { commandFiles } from "../../../src/core/model/command-files.ts";
import { programFile } from "../../../src/core/model/program-file.ts";

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

test.each([
  [["python3", "tools/model.py"], 1],
  [["python3", "-u", "./tools/model.py", "other.py"], 2],
  [["/usr/bin/node", "model.mjs"], 1],
  [["./tools/model", "data.py"], 0],
  [["tools/model.sh"], 0],
  [["tr", "a", "b"], undefined],
  [["ask", "openai/gpt-4.1", "--out=a.js", "print('a.py')", "say it.py"], undefined],
  [["model.py"], undefined],
])("%j runs the file at %j", (command, at) => {
  expect(programFile(command)).toBe(at);
});
