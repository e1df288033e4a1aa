import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idPattern } from "../../../src/core/model/patterns.ts";
import { badPromptId } from "../../../src/core/model/document-paths.ts";
import { isVersion, parseVersionName, requireVersionName, versionName } from "../../../src/core/release/version-name.ts";

describe("a version's name", () => {
  const id = fc.stringMatching(new RegExp(idPattern)).filter((text) => badPromptId(text) === undefined);
  const number = fc
    .tuple(fc.nat(999), fc.nat(999), fc.nat(999), fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,5}\.[1-9][0-9]?$/)))
    .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre === null ? "" : `-${pre}`}`);

  test("is read back as it was written", () => {
    fc.assert(
      fc.property(id, number, (prompt, version) => {
        expect(parseVersionName(versionName({ prompt, version }))).toEqual({ prompt, version });
      }),
    );
  });

  test("that can be read is the only name of its version", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseVersionName(text);
        expect(parsed === undefined || versionName(parsed) === text).toBe(true);
      }),
    );
  });

  test.each([
    "",
    "@",
    "@1.0.0",
    "a@",
    "a",
    "a@1",
    "a@1.2",
    "a@v1.2.3",
    "a@1.2.3.4",
    "a@01.2.3",
    "a@1.2.3+build.1",
    "a@1.2.3 ",
    " a@1.2.3",
    "a@=1.2.3",
    "a@1.2.x",
    "a@latest",
    "a@^1.2.3",
    "A@1.0.0",
    "a_b@1.0.0",
    "a//b@1.0.0",
    "/a@1.0.0",
    "a/@1.0.0",
    "../a@1.0.0",
    "a/../b@1.0.0",
    "a..b@1.0.0",
    "-a@1.0.0",
    "--output=x@1.0.0",
    "a b@1.0.0",
    "a\n@1.0.0",
    "a@1.0.0\n",
    "ä@1.0.0",
    "🙂@1.0.0",
    "a.lock@1.0.0",
    "a@{1}@1.0.0",
    "a@b@1.0.0",
    "evals@1.0.0",
    "a/evals@1.0.0",
    "list@1.0.0",
    `${"a".repeat(65)}@1.0.0`,
    `a@1.0.0-${"a".repeat(80)}`,
  ])("is not %j", (text) => {
    expect(parseVersionName(text)).toBeUndefined();
    expect(() => requireVersionName(text)).toThrow(expect.objectContaining({ code: "invalid-version-name", exit: "usage" }));
  });

  test("may be a prerelease", () => {
    expect(isVersion("2.0.0-rc.1")).toBe(true);
    expect(parseVersionName("billing/summarize@2.0.0-rc.1")).toEqual({ prompt: "billing/summarize", version: "2.0.0-rc.1" });
  });
});
