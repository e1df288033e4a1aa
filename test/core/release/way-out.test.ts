import { describe, expect, test } from "vitest";
import { foldLog } from "../../../src/core/release/fold-log.ts";
import { wayOut } from "../../../src/core/release/way-out.ts";
import { logOf, type Happened } from "../../helpers/release-events.ts";

type Steps = readonly Happened[];

describe("the way out of a deprecated version", () => {
  test.each<[string, Steps, string]>([
    [
      "back, where something else was live before",
      [
        ["publish", "a@1.0.0"],
        ["promote", "a@1.0.0", "production"],
        ["publish", "a@1.1.0"],
        ["promote", "a@1.1.0", "production"],
      ],
      "promptops rollback a production --reason TEXT",
    ],
    [
      "on to a newer one, where nothing was",
      [
        ["publish", "a@1.1.0"],
        ["promote", "a@1.1.0", "production"],
        ["publish", "a@1.2.0"],
      ],
      "promptops promote a@1.2.0 production",
    ],
    [
      "a new version, where an older one was never live there",
      [
        ["publish", "a@1.0.0"],
        ["publish", "a@1.1.0"],
        ["promote", "a@1.1.0", "production"],
      ],
      "promptops publish a",
    ],
  ])("is %s", (_what, steps, command) => {
    const { state } = foldLog(logOf(...steps));
    expect(wayOut(state, { prompt: "a", version: "1.1.0" }, "production")).toBe(command);
  });

  test("back past another one that is deprecated", () => {
    const { state } = foldLog(
      logOf(
        ...["1.0.0", "1.0.5", "1.1.0"].flatMap((v): Happened[] => [
          ["publish", `a@${v}`],
          ["promote", `a@${v}`, "production"],
        ]),
      ),
    );
    const between = state.versions.get("a@1.0.5");
    if (between === undefined) throw new Error("it was published");
    const versions = new Map([...state.versions, ["a@1.0.5", { ...between, deprecated: { at: between.at, by: between.by, reason: "Wrong." } }]]);
    expect(wayOut({ ...state, versions }, { prompt: "a", version: "1.1.0" }, "production")).toBe("promptops rollback a production --reason TEXT");
  });
});
