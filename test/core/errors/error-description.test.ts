import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { namingFile } from "../../../src/adapters/fs/naming-file.ts";
import { describeError, failureDocument } from "../../../src/core/errors/error-description.ts";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import { ProviderError } from "../../../src/core/errors/provider-error.ts";

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe("what a user is told of an error", () => {
  test("ours: its sentence, its place, its own hint", () => {
    const error = new PromptopsError("unknown-command", 'There is no command "evla".', { hint: "Did you mean `promptops eval`?", where: "argv" });
    expect(describeError(error)).toEqual({
      code: "unknown-command",
      exit: "usage",
      message: 'There is no command "evla".',
      where: "argv",
      hint: "Did you mean `promptops eval`?",
      problems: [],
    });
  });

  test("a full disk: that it is full, and which file", () => {
    const error = namingFile(Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", syscall: "write" }), "/p/evidence.json");
    expect(describeError(error)).toMatchObject({
      exit: "environment",
      message: "The disk is full: ENOSPC: no space left on device, write.",
      where: "/p/evidence.json",
      hint: expect.stringContaining("Make room"),
    });
  });

  test.each([
    ["auth", "authentication"],
    ["rate-limit", "environment"],
    ["network", "environment"],
    ["aborted", "environment"],
  ] as const)("a provider's %s error ends with exit %s", (kind, exit) => {
    expect(describeError(new ProviderError(kind, "openai", "openai answered 401"))).toMatchObject({
      code: `provider-${kind}`,
      exit,
      message: "openai answered 401.",
    });
  });

  test("the operating system's no is the environment's, not our bug, and names the file", () => {
    expect(describeError(thrownBy(() => readFileSync("/nowhere/at/all")))).toMatchObject({ code: "system", exit: "environment", where: "/nowhere/at/all" });
  });

  test.each([new TypeError("x is not a function"), "a thrown string", undefined])("anything else is our bug: %s", (error) => {
    expect(describeError(error)).toMatchObject({ code: "bug", exit: "bug" });
  });

  test("--json holds the exit code as a number, and no name of ours for it", () => {
    const document = failureDocument(describeError(new PromptopsError("locked", "Busy.")));
    expect(document).toEqual({
      ok: false,
      exit_code: 3,
      error: { code: "locked", message: "Busy.", hint: "Wait for it to finish, then run this again.", problems: [] },
    });
  });
});
