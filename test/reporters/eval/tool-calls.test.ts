import { describe, expect, it, test } from "vitest";
import { hostile, reportedText, result } from "../../helpers/eval-fixture.ts";

const called = result({ output: "", tool_calls: [{ name: "find_invoice", arguments: { number: "4411" } }] });

describe("a failed case whose answer is a call of a tool", () => {
  it.each([
    ["terminal", '    called: find_invoice {"number":"4411"}\n'],
    ["markdown", '\ncalled:\n\n```text\nfind_invoice {"number":"4411"}\n```\n'],
    ["github", '%0Acalled: find_invoice {"number":"4411"}'],
    ["junit", '\n\ncalled:\nfind_invoice {"number":"4411"}</failure>'],
  ] as const)("names tool and arguments in %s, and no empty answer", async (reporter, text) => {
    const report = await reportedText(reporter, [called]);
    expect(report).toContain(text);
    expect(report).not.toContain("(empty)");
    expect(report).not.toContain("```text\n\n```");
    expect(report).not.toContain("answer:");
  });

  it.each(["terminal", "markdown", "github", "junit"] as const)("still shows in %s what it said beside", async (reporter) => {
    const report = await reportedText(reporter, [{ ...called, output: "Let me look." }]);
    expect(report).toContain("Let me look.");
    expect(report).toContain("find_invoice");
  });
});

test("calls are cut, and too many are counted", async () => {
  const call = { name: "look_up", arguments: { text: "x".repeat(500) } };
  const report = await reportedText("terminal", [result({ output: "", tool_calls: Array.from({ length: 8 }, () => call) })], { width: 60 });
  const lines = report.split("\n").filter((line) => line.includes("called:"));
  expect(lines).toHaveLength(6);
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  expect(lines.at(-1)).toBe("    called: … and 3 more");
});

test("a hostile call is harmless, and an answer that is empty is told as one", async () => {
  const report = await reportedText("terminal", [result({ output: "", tool_calls: [{ name: `${hostile.binary}\n::error::x`, arguments: null }] })]);
  expect(report).not.toMatch(/[\u0000-\u0008\u001b]|^::/m);
  expect(await reportedText("terminal", [result({ output: "" })])).toContain("answer: (empty)");
});
