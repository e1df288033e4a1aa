import { describe, expect, test } from "vitest";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import { timeOf, type TimeQuestion } from "../../../src/core/schedule/time-of.ts";

const now = Date.parse("2026-11-20T09:30:00Z");

function asked(text: string, durations?: TimeQuestion["durations"]): string {
  try {
    return new Date(timeOf(text, { flag: "--since", now, ...(durations === undefined ? {} : { durations }) })).toISOString();
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    return `${error.code}: ${error.message} ${error.hint}`;
  }
}

describe("a point in time", () => {
  test.each([
    ["2026-11-20", "2026-11-20T00:00:00.000Z"],
    ["2026-11-20T09:00Z", "2026-11-20T09:00:00.000Z"],
    ["2026-11-20T09:00", "2026-11-20T09:00:00.000Z"],
    ["2026-11-20 09:00:01.5+01:00", "2026-11-20T08:00:01.500Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("is %s", (text, at) => {
    expect(asked(text)).toBe(at);
    expect(asked(text, "ago")).toBe(at);
  });

  test.each([
    ["ago", "90s", "2026-11-20T09:28:30.000Z"],
    ["ago", "1h", "2026-11-20T08:30:00.000Z"],
    ["from now", "1h", "2026-11-20T10:30:00.000Z"],
    ["from now", "2d", "2026-11-22T09:30:00.000Z"],
    ["from now", "23h59m", "2026-11-21T09:29:00.000Z"],
    ["ago", "1d2h30m10s", "2026-11-19T06:59:50.000Z"],
    ["from now", "-1h", "2026-11-20T08:30:00.000Z"],
    ["ago", "+1h", "2026-11-20T10:30:00.000Z"],
    ["ago", "-1h", "2026-11-20T08:30:00.000Z"],
  ] as const)("can be so far off: %s %s", (durations, text, at) => {
    expect(asked(text, durations)).toBe(at);
  });

  test.each(["", "tomorrow", "2026-02-30", "2026-13-01", "2026-11-20T25:00Z", "0h", "1w", "1.5h", "--1h", "+", "7", "30m1h", "1h1h", "1h 1m"])(
    "is not %j",
    (text) => {
      expect(asked(text, "ago")).toBe(
        `invalid-time: "${text}" is no time. Write \`--since 2h\` (ago; \`s\`, \`m\`, \`h\`, \`d\`), \`--since 2026-11-20\` or \`--since 2026-11-20T09:00Z\` (UTC).`,
      );
    },
  );

  test.each(["+1h", "2026-11-20T09:31Z"])("is not %j where it is asked what has been", (text) => {
    expect(() => timeOf(text, { flag: "--since", now, durations: "ago", isPast: true })).toThrow(/ is still to come\.$/);
    expect(timeOf("1h", { flag: "--since", now, durations: "ago", isPast: true })).toBe(now - 3_600_000);
  });

  test("is no duration where an exact one is asked for", () => {
    expect(asked("1h")).toBe('invalid-time: "1h" is no time. Write `--since 2026-11-20` or `--since 2026-11-20T09:00Z` (UTC).');
  });
});
