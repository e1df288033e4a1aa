import { describe, expect, test } from "vitest";
import { runnerHost } from "../../../src/core/ledger/runner-host.ts";
import { decisionSentence } from "../../../src/core/run/decision-sentence.ts";
import { newTraceparent } from "../../../src/core/run/traceparent.ts";

test("a runner is known by what it is told, else by a digest that does not tell its machine's name", () => {
  expect(runnerHost(" ci-eu-1 ", "secret-hostname")).toBe("ci-eu-1");
  expect(runnerHost("", "secret-hostname")).toMatch(/^[0-9a-f]{16}$/);
  expect(runnerHost(undefined, "a")).not.toBe(runnerHost(undefined, "b"));
  expect(runnerHost("x".repeat(500), "a")).toHaveLength(120);
});

test("a trace has the form of W3C Trace Context", () => {
  expect(newTraceparent((bytes) => "ab".repeat(bytes))).toBe(`00-${"ab".repeat(16)}-${"ab".repeat(8)}-01`);
});

describe("a decision in a sentence", () => {
  const slot = Date.UTC(2026, 10, 20, 9);
  test.each([
    [{ kind: "register", edited: false, timing: "" } as const, /^A tick notes that it is new/],
    [{ kind: "register", edited: true, timing: "" } as const, /^A tick notes that its timing changed/],
    [{ kind: "run", slot, readyAt: slot, missed: { from: slot, to: slot, count: 1 } } as const, /which is due\. 1 older slot is passed over with it/],
    [
      { kind: "skip", slot, code: "paused", message: "The job is paused: why.", missed: undefined } as const,
      /^A tick skips its slot .*: The job is paused: why\.$/,
    ],
    [{ kind: "wait", slot, until: slot + 60_000, code: "jitter" } as const, /is due, and begins at 2026-11-20T09:01:00Z/],
    [{ kind: "wait", slot, until: undefined, code: "overlap" } as const, /waits for the run before it/],
    [{ kind: "take-over", run: "daily~20261120T090000Z", epoch: 2 } as const, /^A tick takes the run daily~20261120T090000Z over/],
  ])("%j", (decision, sentence) => {
    expect(decisionSentence(decision)).toMatch(sentence);
  });
});
