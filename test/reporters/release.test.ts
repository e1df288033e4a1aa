import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GatedPrompt, GateResult } from "../../src/core/results/gate.ts";
import type { LiveResult } from "../../src/core/results/live.ts";
import type { RollbackResult } from "../../src/core/results/rollback.ts";
import { columns } from "../../src/reporters/release/columns.ts";
import { gateMarkdown } from "../../src/reporters/release/gate-markdown.ts";
import { gatesGithub } from "../../src/reporters/release/gates-github.ts";
import { gatesMarkdown } from "../../src/reporters/release/gates-markdown.ts";
import { gatesText } from "../../src/reporters/release/gates-text.ts";
import { gateText } from "../../src/reporters/release/gate-text.ts";
import { historyText } from "../../src/reporters/release/history-text.ts";
import { liveText } from "../../src/reporters/release/live-text.ts";
import { rollbackText } from "../../src/reporters/release/rollback-text.ts";
import { paintFor } from "../../src/reporters/paint.ts";

const screen = { width: 100, color: false };
const refused: GatedPrompt = {
  prompt: "billing/summarize",
  source: "the work tree",
  prompt_digest: "0123456789abcdef",
  environment: "production",
  gate: {
    verdict: "fail",
    mode: "no-regress",
    environment: "production",
    candidate: { prompt_digest: "0123456789abcdef" },
    baseline: { prompt_digest: "fedcba", version: "1.2.0" },
    summary: "91 → 80 of 100; 2 gained, 13 lost.",
    steps: [
      { step: "validity", outcome: "pass", code: "evidence-valid", message: "100 cases of `core`.", hint: "Never shown." },
      { step: "must-pass", outcome: "fail", code: "must-pass-failed", message: "`core/<b>x</b> | y` failed.", hint: "Run `promptops eval billing/summarize`." },
      { step: "support", outcome: "skipped", code: "not-reached", message: "Not asked." },
    ],
  },
  floor: { level: "minor", reasons: ["The optional variable `tone` was added."], since: "billing/summarize@1.2.0" },
};

describe("the reports of several gates", () => {
  const changed = { since: "main", commit: "0123456789abcdef", prompts: ["billing/summarize"] };

  test("stand below one another, with what they come to together", () => {
    const text = gatesText({ verdict: "fail", changed, gates: [refused, refused] }, screen);
    expect(text).toContain("1 prompt differs from main (0123456): billing/summarize.\n\nbilling/summarize in the work tree");
    expect(text.match(/^gate for production/gm)).toHaveLength(2);
    expect(text).toMatch(/\n\n2 gates together: fail$/);
    expect(gatesMarkdown({ verdict: "fail", changed, gates: [refused, refused] }).match(/^## ❌/gm)).toHaveLength(2);
  });

  test("one alone is its own report, and none says that nothing changed", () => {
    expect(gatesText({ verdict: "fail", gates: [refused] }, screen)).toBe(gateText(refused, screen));
    const nothing: GateResult = { verdict: "pass", changed: { ...changed, prompts: [] }, gates: [] };
    expect(gatesText(nothing, screen)).toBe("No prompt differs from main (0123456).\n");
    expect(gatesMarkdown(nothing)).toBe("## ✅ Nothing to judge\n\nNo prompt differs from commit `0123456`.\n");
  });
});

describe("the annotations of gates on GitHub", () => {
  const passed: GatedPrompt = { ...refused, prompt: "billing/other", gate: { ...refused.gate, verdict: "pass", summary: "All good.", steps: [] } };
  const lost = { ...refused.gate.steps[1]!, lost_cases: ["core/a", "core/b"], numbers: { lost: 3 } };

  test("are an error at each prompt that may not go live, with the reasons, and a notice with what every gate says", () => {
    const text = gatesGithub({ verdict: "fail", gates: [{ ...refused, gate: { ...refused.gate, steps: [refused.gate.steps[0]!, lost] } }, passed] });
    expect(text.split("\n")).toEqual([
      "::error file=prompts/billing/summarize/prompt.yml,line=1,title=billing/summarize may not go live in production%3A fail::" +
        "91 → 80 of 100; 2 gained, 13 lost.%0Amust-pass: `core/<b>x</b> | y` failed.%0Alost: core/a, core/b and 1 more%0Anext: Run `promptops eval billing/summarize`.",
      "::notice title=promptops gate%3A fail::billing/summarize: fail. 91 → 80 of 100; 2 gained, 13 lost.%0Abilling/other: pass. All good.",
    ]);
  });

  test.each(["inconclusive", "error"] as const)("count %s as no, since the check is red", (verdict) => {
    expect(gatesGithub({ verdict, gates: [{ ...refused, gate: { ...refused.gate, verdict } }] })).toMatch(/^::error .*%3A (?:inconclusive|error)::/);
  });

  test("are no more than GitHub shows, and say how many there are beyond", () => {
    const text = gatesGithub({ verdict: "fail", gates: Array.from({ length: 60 }, () => refused) });
    expect(text.match(/^::error/gm)).toHaveLength(10);
    expect(text).toMatch(/%0A… and 10 more\.%0A50 more gates are not annotated: GitHub shows 10 of a kind\.$/);
  });

  test("are one notice when nothing changed, and no line of a name or a reason is a command of its own", () => {
    const changed = { since: "main", commit: "0123456789abcdef", prompts: [] };
    expect(gatesGithub({ verdict: "pass", changed, gates: [] })).toBe(
      "::notice title=promptops gate%3A pass::Nothing to judge: no prompt differs from commit 0123456.",
    );
    const hostile = { ...refused.gate, summary: "x\n::error::y" };
    expect(gatesGithub({ verdict: "fail", gates: [{ ...refused, gate: hostile }] }).match(/^::/gm)).toHaveLength(2);
  });
});

describe("a gate's report", () => {
  test("names what was compared, every rule that was asked, and the next step of each that failed", () => {
    expect(gateText(refused, screen).split("\n")).toEqual([
      "billing/summarize in the work tree, digest 0123456789ab",
      "gate for production (no-regress; against 1.2.0)",
      "  pass  validity   100 cases of `core`.",
      "  fail  must-pass  `core/<b>x</b> | y` failed.",
      "                   hint: Run `promptops eval billing/summarize`.",
      "fail: must-pass",
      "At least a minor version after billing/summarize@1.2.0. The optional variable `tone` was added.",
    ]);
  });

  const lost: GatedPrompt = {
    ...refused,
    gate: {
      ...refused.gate,
      steps: [
        {
          step: "comparison",
          outcome: "fail",
          code: "worse",
          message: "91 → 88 of 100 cases; 0 gained, 3 lost; worse than what is live (p = 0.01)",
          lost_cases: ["core/late", "core/early"],
          numbers: { gained: 0, lost: 3 },
        },
      ],
    },
  };

  test("names the cases that were lost", () => {
    expect(gateText(lost, screen)).toContain("\n                   lost: core/late, core/early and 1 more\n");
    expect(gateMarkdown(lost)).toContain("<br>lost: core/late, core/early and 1 more |");
    expect(gateText(lost, screen)).not.toContain("gained:");
  });

  test("breaks sentences between words where a terminal ends, and never elsewhere", () => {
    const lines = (width: number, endless = false) => gateText(lost, { width, color: false, endless }).split("\n");
    expect(lines(60).slice(2, 5)).toEqual([
      "  fail  comparison 91 → 88 of 100 cases; 0 gained, 3 lost;",
      "                   worse than what is live (p = 0.01)",
      "                   lost: core/late, core/early and 1 more",
    ]);
    expect(lines(60, true)[2]).toMatch(/91 .*p = 0\.01\)$/);
  });

  test("in Markdown lets no name of a case become markup", () => {
    const text = gateMarkdown(refused);
    expect(text).toContain("## ❌ billing/summarize: fail");
    expect(text).toContain("| must-pass | ❌ fail | `core/<b>x</b> \\| y` failed.<br>Next: Run `promptops eval billing/summarize`. |");
    expect(text).not.toContain("Never shown");
  });

  test.each([
    ["`min_pass_rate` is *not* met", "`min_pass_rate` is \\*not\\* met"],
    ["`core/a`<b>x` failed", "\\`core/a\\`&lt;b&gt;x\\` failed"],
    ["`` `<b>` `` failed", "\\`\\` \\`&lt;b&gt;\\` \\`\\` failed"],
  ])("in Markdown code is as it is, where it is code: %s", (message, shown) => {
    const [first] = refused.gate.steps;
    if (first === undefined) throw new TypeError("it has steps");
    expect(gateMarkdown({ ...refused, gate: { ...refused.gate, steps: [{ ...first, outcome: "fail", message }] } })).toContain(`| ${shown}`);
  });
});

test("the last column is broken between words, or stands below when no room is left beside the others", () => {
  const rows = [
    ["entry", "why"],
    ["1", "the answers came back empty"],
  ];
  expect(columns(rows, 30)).toEqual(["entry  why", "1      the answers came back", "       empty"]);
  expect(columns(rows, 24)).toEqual(["entry", "1", "  the answers came back", "  empty"]);
  expect(columns(rows)).toEqual(["entry  why", "1      the answers came back empty"]);
});

describe("a table that is wider than the screen", () => {
  const paint = paintFor({ color: true });
  const rows = [
    ["run", "started", "cost", "why"],
    ["daily~20261120T090000Z", "2026-11-20 09:00 UTC", "    $1", "the provider was out for a while"],
    ["weekly~20261120T100000Z", "2026-11-20 10:00 UTC", "$0.001", ""],
  ];

  test("is broken between words in its last column first, then in the others", () => {
    expect(columns(rows, 82)).toEqual([
      "run                      started               cost    why",
      "daily~20261120T090000Z   2026-11-20 09:00 UTC      $1  the provider was out for a",
      "                                                       while",
      "weekly~20261120T100000Z  2026-11-20 10:00 UTC  $0.001",
    ]);
    expect(columns(rows, 70)).toEqual([
      "run                      started     cost    why",
      "daily~20261120T090000Z   2026-11-20      $1  the provider was out for",
      "                         09:00 UTC           a while",
      "weekly~20261120T100000Z  2026-11-20  $0.001",
      "                         10:00 UTC",
    ]);
  });

  test("becomes a block per row where not even words have room, with what says something", () => {
    expect(columns(rows, 50)).toEqual([
      "daily~20261120T090000Z",
      "  started 2026-11-20 09:00 UTC · cost $1",
      "  why the provider was out for a while",
      "weekly~20261120T100000Z",
      "  started 2026-11-20 10:00 UTC · cost $0.001",
    ]);
  });

  test("keeps a colour to its own cell", () => {
    const [, first, second] = columns(
      [
        ["a", "b", "c"],
        [paint("bold", "two words"), "x", "y"],
      ],
      11,
    );
    expect([first, second]).toEqual([`${paint("bold", "two")}    x  y`, paint("bold", "words")]);
  });

  test("never breaks a word, however narrow the screen is", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { minLength: 1 }), fc.integer({ min: 1, max: 120 }), (cells, width) => {
        const words = (all: readonly string[]) => all.flatMap((text) => text.split(/\s+/)).filter((word) => !["", "–", "·", "a", "b", "c"].includes(word));
        const table = cells.map((row) => row.map((cell) => cell.replaceAll(/[^\w –-]/g, "")));
        expect(words(columns([["a", "b", "c"], ...table], width)).toSorted()).toEqual(words(table.flat()).toSorted());
      }),
    );
  });
});

test("columns stand below one another, coloured or not", () => {
  const paint = paintFor({ color: true });
  expect(
    columns([
      ["a", "b"],
      ["long", "c"],
    ]),
  ).toEqual(["a     b", "long  c"]);
  expect(
    columns([
      [paint("bold", "a"), "b"],
      ["long", "c"],
    ])[0],
  ).toBe(`${paint("bold", "a")}     b`);
});

describe("what is live", () => {
  const nothing: LiveResult = { entry: 0, live: [], deprecated: [], pending: [], superseded: [] };

  test("says what to do first when nothing was released", () => {
    expect(liveText(nothing, screen)).toContain("promptops publish <prompt>");
  });

  test("shows a reason that somebody wrote as one harmless line", () => {
    const by = { name: "Ada\u001b[31m", email: "ada@example.com" };
    const record = {
      schema_version: 1 as const,
      environment: "production",
      prompt: "a",
      version: "1.0.0",
      prompt_digest: "d",
      since: "2026-11-20T09:00:00.000Z",
      sequence: 3,
      kind: "rollback" as const,
      by,
      reason: "first\nsecond\u001b[2J",
      earlier: [],
    };
    const text = liveText({ ...nothing, entry: 3, live: [record] }, screen);
    expect(text.split("\n")[1]).toBe("production   a@1.0.0  2026-11-20 09:00 UTC  3      Ada  rollback: first second");
  });
});

test("the history says which version was approved for which environment, and which was deprecated", () => {
  const event = { schema_version: 1 as const, previous: null, at: "2026-11-20T09:00:00.000Z", by: { name: "Bob", email: "b@x.org" }, changes: [] };
  const about = { prompt: "a", version: "1.0.0" };
  const entries = [
    { ...event, sequence: 2, kind: "deprecate" as const, about, reason: "wrong" },
    { ...event, sequence: 1, kind: "approve" as const, about, environment: "production" },
  ];
  const text = historyText(
    { versions: [], entries, unfinished: [], pending: ["Publish a@1.0.1"], superseded: [], as_last_seen: "origin" },
    { width: 120, color: false },
  );
  expect(text).toContain("Bob  deprecate a@1.0.0               wrong");
  expect(text).toContain("Bob  approve a@1.0.0 for production");
  expect(text).toMatch(/\npending: 1 entry is not pushed yet; .*\n  Publish a@1\.0\.1\nAs origin was last seen; `--fetch` asks it\.$/);
});

test("the history of a prompt tells what an entry of many changes did to it, and the whole history how many they are", () => {
  const changes = ["a", "b", "c"].flatMap((prompt) => ["production", "staging"].map((environment) => ({ environment, prompt, from: "2.0.0", to: "1.0.0" })));
  const by = { name: "Bob", email: "b@x.org" };
  const event = { schema_version: 1, sequence: 9, previous: null, kind: "rollback", at: "2026-11-20T09:00:00.000Z", by, changes, snapshot: 4 } as const;
  const told = { versions: [], entries: [event], unfinished: [], pending: [], superseded: [] };
  const screen = { width: 160, color: false };
  expect(historyText(told, screen)).toContain("rollback 3 prompts in production and staging (as at entry 4)");
  expect(historyText({ ...told, prompt: "b" }, screen)).toContain(
    "rollback b in production from 2.0.0 to 1.0.0, b in staging from 2.0.0 to 1.0.0 (as at entry 4)",
  );
});

describe("a rollback's text", () => {
  const result: RollbackResult = {
    outcome: "rolled-back",
    reason: "Outage.",
    snapshot: 5,
    kept: [],
    deprecated: [],
    changes: [],
    shared: true,
    notes: [],
    entry: 12,
  };
  const change = (environment: string, prompt: string) => ({ environment, prompt, from: "1.0.1", to: "1.0.0" });

  test("says in which environment also when it was only one, and none was named", () => {
    const told = { ...result, changes: [change("production", "a")], kept: [{ environment: "production", prompt: "b" }] };
    const lines = ["  a in production from 1.0.1 to 1.0.0", "  b in production stays: it was not live there then"];
    for (const outcome of ["rolled-back", "planned"] as const)
      expect(
        rollbackText({ ...told, outcome }, { width: 120, color: false })
          .split("\n")
          .slice(1, 3),
      ).toEqual(lines);
    expect(rollbackText({ ...told, environment: "production" }, { width: 120, color: false })).toContain("\n  a from 1.0.1 to 1.0.0\n");
  });

  test("says where each prompt went back when it was in several environments", () => {
    const changes = [change("production", "a"), change("staging", "a")];
    const told = { ...result, changes, kept: [{ environment: "production", prompt: "b" }] };
    expect(rollbackText(told, { width: 120, color: false }).split("\n")).toEqual([
      "Rolled back everything to entry 5. Reason: Outage.",
      "  a in production from 1.0.1 to 1.0.0",
      "  a in staging from 1.0.1 to 1.0.0",
      "  b in production stays: it was not live there then",
      "Entry 12 of the release log, in this repository, which has no remote.",
    ]);
  });

  test("names the place once when it is one", () => {
    const told = { ...result, environment: "production", changes: [change("production", "a")] };
    expect(rollbackText(told, { width: 120, color: false })).toContain("Rolled back production to entry 5. Reason: Outage.\n  a from 1.0.1 to 1.0.0\n");
  });

  test("says of several places that are there already that they are", () => {
    const { entry: _, ...rest } = result;
    const told: RollbackResult = { ...rest, outcome: "already-there", environment: "production", also_in: ["eu"] };
    expect(rollbackText(told, { width: 120, color: false })).toBe("production and eu are there already, as at entry 5: nothing to do.");
  });
});
