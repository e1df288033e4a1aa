import { describe, expect, it } from "vitest";
import { resultsText } from "../../../src/reporters/eval/result-text.ts";
import { check, reportedText, result } from "../../helpers/eval-fixture.ts";
import { csvRecords } from "../../helpers/strict-csv.ts";

const place = { origin: { file: "prompts/p/evals/main.yml", line: 3 } };
const unscored = [
  result({
    case: "down",
    status: "error",
    score: 0,
    tags: ["fees"],
    error: { kind: "scorer", message: "closed-qa (assertion 2 of 2): The answer of the judge m/j cannot be used." },
    checks: [check({ type: "contains", metric: "form", score: 1, pass: true, reason: "it contains it" })],
    judging: { calls: 4, cost_nano_usd: 4_000 },
    cached: true,
    ...place,
  }),
  result({ case: "open", status: "pending", score: 0, checks: [check({ type: "human", metric: "tone", pending: true, reason: "waits" })], ...place }),
];
const scored = result({ case: "fine", status: "pass", score: 1, tags: ["fees"] });

describe("what has no score shows none", () => {
  it("on the terminal, in a suite of which nothing has one", async () => {
    expect(await reportedText("terminal", unscored)).toMatch(/suite +cases .*score.*\nmain +2 .* – /);
    expect(await reportedText("markdown", unscored)).toMatch(/\| main .* \| – \|/);
    expect(await reportedText("terminal", [...unscored, scored])).toMatch(/\nmain +3 .* 1\.00 /);
  });

  it("in JUnit, SARIF and tables", async () => {
    expect(await reportedText("junit", unscored)).not.toMatch(/score[="]/);
    expect(await reportedText("junit", [scored])).toContain("[[PROPERTY|score=1]]");
    const sarif = JSON.parse(await reportedText("sarif", unscored)) as { runs: { results: { properties: object }[] }[] };
    expect(sarif.runs[0]?.results.map(({ properties }) => properties)).toEqual([{ status: "error" }]);
    const rows = csvRecords(await reportedText("csv", [...unscored, scored]));
    expect(rows.map(({ case: id, score }) => [id, score])).toEqual([
      ["down", ""],
      ["open", ""],
      ["fine", "1"],
    ]);
    expect(rows.map((row) => row["check.tone.score"])).toEqual(["", "", ""]);
  });

  it("shown whole, with what was checked all the same", () => {
    const text = resultsText(unscored, { width: 120, color: false });
    expect(text).toContain("main/down  –");
    expect(text).toContain("pass contains 1.00: it contains it");
    expect(text).toContain("open human –: waits");
  });

  it("on the page, which counts what judges were asked and does not speak for results it cannot count", async () => {
    const page = await reportedText("html", [...unscored, scored]);
    expect(page).toMatch(/<dt>Calls for judging<\/dt>\s*<dd>4<\/dd>/);
    expect(page).toContain("Every result with a tag that has a score passed; tagged results without a score are left out.");
    expect(await reportedText("html", [scored])).toContain("Every result with a tag passed.");
  });
});

it("where judging a case comes to the same again, nobody is told to go on", async () => {
  expect(await reportedText("terminal", unscored)).toMatch(/next: `promptops eval show \S+ --failures` shows them\s+whole; mend/);
  const timeout = result({ status: "error", error: { kind: "timeout", message: "no answer" } });
  expect(await reportedText("terminal", [timeout])).toMatch(/next: `promptops eval --resume \S+` runs those again\./);
  const unrecorded = result({ status: "error", error: { kind: "bad-request", message: "There is no recording of this question." } });
  expect(await reportedText("terminal", [unrecorded])).toMatch(/mend what they name,\s+then\s+`promptops eval --resume/);
});

it("tells once of an evaluation that cases were taken over from, and sends nobody to look for what is not here", async () => {
  const reused = { evaluation: "20261119T090000000Z-0123abcd", finished_at: "2026-11-19T09:00:00.000Z", models_answered: ["n"], pass_rate: 0 };
  const taken = ["a", "b", "c"].map((id) => {
    const { output: _, ...rest } = result({ status: "fail", score: 0, checks: [] });
    return { ...rest, case: id, reused };
  });
  const text = await reportedText("terminal", taken, { width: 400 });
  expect(text.match(/--no-reuse` asks anew$/gm)).toHaveLength(1);
  expect(text.match(/proved by evaluation \S+, as above$/gm)).toHaveLength(2);
  expect(text).toContain("next: the same with `--no-reuse` asks anew");
  expect(await reportedText("terminal", [...taken, result({ status: "fail" })])).toMatch(/--failures` shows them\s+whole/);
});
