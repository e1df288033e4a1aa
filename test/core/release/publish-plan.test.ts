import { describe, expect, test } from "vitest";
import { foldLog } from "../../../src/core/release/fold-log.ts";
import { nextVersion } from "../../../src/core/release/next-version.ts";
import { planPublish } from "../../../src/core/release/plan-publish.ts";
import { logOf } from "../../helpers/release-events.ts";

const minor = { level: "minor" as const, reasons: ["The optional variable `tone` was added."] };
const none = new Set<string>();
const code = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("the number of a version", () => {
  test.each<[string | undefined, typeof minor | undefined, Parameters<typeof nextVersion>[2], string]>([
    [undefined, undefined, {}, "1.0.0"],
    [undefined, undefined, { version: "0.1.0" }, "0.1.0"],
    ["1.2.3", undefined, {}, "1.2.4"],
    ["1.2.3", minor, {}, "1.3.0"],
    ["1.2.3", minor, { bump: "major" }, "2.0.0"],
    ["1.2.3", minor, { version: "1.3.0" }, "1.3.0"],
    ["1.2.3", minor, { version: "1.3.0-rc.1" }, "1.3.0-rc.1"],
    ["2.0.0-rc.1", undefined, {}, "2.0.0"],
  ])("after %s with %j and the wish %j is %s", (latest, floor, wish, expected) => {
    expect(nextVersion(latest, floor, wish, none)).toBe(expected);
  });

  test.each<[Parameters<typeof nextVersion>[2], string]>([
    [{ version: "1.2.4" }, "below-semver-floor"],
    [{ bump: "patch" }, "below-semver-floor"],
    [{ version: "1.2.4-rc.1" }, "below-semver-floor"],
    [{ version: "1.2.3" }, "version-not-newer"],
    [{ version: "1.0.0" }, "version-not-newer"],
    [{ version: "v2.0.0" }, "invalid-version-name"],
    [{ version: "2.0.0+build" }, "invalid-version-name"],
    [{ version: "2.0.0 --output=x" }, "invalid-version-name"],
  ])("is refused after 1.2.3 for %j: %s", (wish, expected) => {
    expect(code(() => nextVersion("1.2.3", minor, wish, none))).toBe(expected);
  });

  test("is never one that a tag has", () => {
    expect(nextVersion("1.2.3", minor, {}, new Set(["1.3.0", "1.3.1"]))).toBe("1.3.2");
    expect(code(() => nextVersion("1.2.3", minor, { version: "1.3.0" }, new Set(["1.3.0"])))).toBe("tag-exists");
  });

  test("says what change it is too low for", () => {
    expect(() => nextVersion("1.2.3", minor, { bump: "patch" }, none)).toThrow(
      "After 1.2.3, a patch version is too low: this is a minor change. The optional variable `tone` was added.",
    );
  });
});

describe("publishing", () => {
  const state = foldLog(logOf(["publish", "a@1.0.0"], ["publish", "a@1.1.0"], ["publish", "a/b@7.0.0"])).state;
  const wish = { prompt: "a", floor: undefined, tagged: ["1.0.0", "1.1.0"], unfinished: [] };

  test("the same content again changes nothing, also when it is an older version's", () => {
    expect(planPublish(state, { ...wish, promptDigest: "digest-a@1.0.0" })).toMatchObject({ kind: "already", record: { version: "1.0.0" } });
  });

  test("goes by the prompt's own versions", () => {
    expect(planPublish(state, { ...wish, promptDigest: "new" })).toEqual({ kind: "publish", version: "1.1.1", finish: undefined });
  });

  test("takes up the tag of a publish of the same content that never ended, and steps over one of another", () => {
    const unfinished = [{ prompt: "a", version: "1.2.0", tag: "t", commit: "c", statement: { predicate: { prompt_digest: "new" } } }] as unknown as Parameters<
      typeof planPublish
    >[1]["unfinished"];
    const tagged = [...wish.tagged, "1.2.0"];
    expect(planPublish(state, { ...wish, tagged, unfinished, promptDigest: "new" })).toMatchObject({ version: "1.2.0", finish: { tag: "t" } });
    expect(planPublish(state, { ...wish, tagged, unfinished, promptDigest: "other", bump: "minor" })).toEqual({
      kind: "publish",
      version: "1.2.1",
      finish: undefined,
    });
  });
});
