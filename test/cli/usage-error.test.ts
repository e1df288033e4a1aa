import { describe, expect, test } from "vitest";
import { unknownCommand } from "../../src/cli/usage-error.ts";

const ids = ["eval", "list", "new", "new job", "new prompt", "new suite", "run-due", "runs list", "runs show"];

describe("what was typed begins with no command's name", () => {
  test.each([
    ["evla", 'There is no command "evla".', "Did you mean `promptops eval`?"],
    ["evla billing/summarize --json", 'There is no command "evla".', "Did you mean `promptops eval`?"],
    ["new promt", 'There is no command "new promt".', "Did you mean `promptops new prompt`?"],
    ["runs shwo 17", 'There is no command "runs shwo".', "Did you mean `promptops runs show`?"],
    ["run list", 'There is no command "run".', "Did you mean `promptops runs list`?"],
    ["runz", 'There is no command "runz".', "Did you mean `promptops runs --help`?"],
    ["evla list", 'There is no command "evla".', "Did you mean `promptops eval`?"],
    ["frobnicate", 'There is no command "frobnicate".', "Run `promptops --help` to see the commands."],
    ["new prompt a b", '`promptops new prompt` does not know what to do with "a", "b".', "Run `promptops new prompt --help` to see how it is used."],
    ["list all", '`promptops list` does not know what to do with "all".', "Run `promptops list --help` to see how it is used."],
    ["--tag list", "The flag --tag stands before the command.", "Write flags behind it: `promptops list --tag`."],
    ["--frobnicate", "`promptops` has no flag --frobnicate.", "Run `promptops --help` to see how it is used."],
  ])("%s", (line, message, hint) => {
    expect(unknownCommand(line.split(" "), ids, "promptops")).toMatchObject({ message, hint, exit: "usage" });
  });
});
