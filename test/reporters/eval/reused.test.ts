import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../../src/core/eval/case-result.ts";
import { reportedText, result } from "../../helpers/eval-fixture.ts";

const first = "20261119T090000000Z-0123abcd";
const other = "20261118T090000000Z-0123abcd";

const taken = ["a", "b", "c"].map((id, index): CaseResult => {
  const { output: _, ...rest } = result({ case: id, index, status: "fail", score: 0, checks: [] });
  const evaluation = id === "c" ? other : first;
  return { ...rest, reused: { evaluation, finished_at: "2026-11-19T09:00:00.000Z", models_answered: ["n"], pass_rate: 0 } };
});
const passed: CaseResult = {
  ...result({ case: "d", index: 3, status: "pass", score: 1, checks: [] }),
  reused: { ...taken[0]!.reused!, evaluation: "20261101T090000000Z-0123abcd", pass_rate: 1 },
};

/** One for each evaluation, whatever the number of cases. */
const sentence = (id: string) =>
  `proved by evaluation ${id} of 2026-11-19 09:00 UTC, and not all of its answers are kept here: where that was made, \`promptops eval show ${id} --failures\` shows them; the same with \`--no-reuse\` asks anew`;

describe("a report that names many cases which were taken over", () => {
  it("says once for each evaluation what that means: Markdown above the cases", async () => {
    const text = (await reportedText("markdown", [...taken, passed])).replaceAll("\\", "");
    expect(text.match(/^proved by .*$/gm)).toEqual([sentence(first), sentence(other)]);
    expect(text.match(/^- proved by .*$/gm)).toEqual([first, first, other].map((id) => `- proved by evaluation ${id}`));
  });

  it("JUnit at the end of the suite", async () => {
    const text = await reportedText("junit", [...taken, passed]);
    expect(text).toContain(`    </testcase>\n    <system-out>${sentence(first)}\n${sentence(other)}</system-out>\n  </testsuite>\n`);
    expect(text.match(/asks anew/g)).toHaveLength(2);
    expect(text.match(/<failure [^>]*>[^<]*/g)?.map((each) => each.split("\n")[0])).toEqual(
      [first, first, other].map((id) => `<failure message="proved by evaluation ${id}" type="score">proved by evaluation ${id}`),
    );
  });

  it("CSV nowhere: its column has the evaluation's id", async () => {
    const text = await reportedText("csv", [...taken, passed]);
    expect(text).not.toContain("proved by");
    expect(text.match(new RegExp(first, "g"))).toHaveLength(2);
  });

  it("says nothing of answers that are kept here", async () => {
    const kept = taken.map((each) => ({ ...each, output: "Here." }));
    const text = await reportedText("junit", kept);
    expect(text).toContain(`<system-out>proved by evaluation ${first} of 2026-11-19 09:00 UTC; the same with \`--no-reuse\` asks anew`);
  });
});
