import fc from "fast-check";
import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { sameReport } from "../../src/core/eval/compare-report.ts";
import type { ComparedSide } from "../../src/core/results/compare.ts";
import { cellWidth } from "../../src/reporters/cell-width.ts";
import { compareText, type ComparedReport, type CompareReporterName } from "../../src/reporters/compare/compare-reporter.ts";
import { brokenLines } from "../../src/reporters/compare/broken-lines.ts";
import { measureRows } from "../../src/reporters/compare/measure-rows.ts";
import { nextStep } from "../../src/reporters/compare/next-step.ts";
import { wordDiff } from "../../src/reporters/compare/word-diff.ts";
import { plainLines } from "../../src/reporters/plain-lines.ts";
import { answer, failed, prompt, reportOf } from "../helpers/compared-report.ts";
import type { PairGroup } from "../helpers/paired-evidence.ts";
import { csvRecords } from "../helpers/strict-csv.ts";

const text = (name: CompareReporterName, report: ComparedReport) => compareText(name, report);
const worse = [
  { count: 1, before: "pass", after: "fail", must_pass: true },
  { count: 12, before: "pass", after: "fail" },
  { count: 2, before: "fail", after: "pass" },
  { count: 78, before: "pass", after: "pass" },
  { count: 7, before: "fail", after: "fail" },
] as const satisfies readonly PairGroup[];

describe("on a terminal", () => {
  test("says the most important thing first, then what was lost and gained, then the numbers, then the next step", async () => {
    const shown = await text("terminal", reportOf([worse], { results: [[answer({}), failed('does not contain "fee"')]] }));
    expect(shown).toBe(`worse: 91 → 80 of 100 cases; 2 gained, 13 lost; chance does not explain it (p =
0.0037)
billing/summarize@1.0.0 (live in staging) → billing/summarize (the work tree)
demo/small

lost (13)              score  why it fails now
  main/c1 (must pass)  1 → 0  contains: does not contain "fee"
  main/c2              1 → 0
  main/c3              1 → 0
  main/c4              1 → 0
  main/c5              1 → 0
  main/c6              1 → 0
  main/c7              1 → 0
  main/c8              1 → 0
  main/c9              1 → 0
  main/c10             1 → 0
  … and 3 more: \`--reporter csv\` has all.

gained (2)  score  why it failed before
  main/c14  0 → 1
  main/c15  0 → 1

unchanged: 78 passed, 7 failed

        before  after  difference  between
passed    91 %   80 %  -11 points  -17.9 and -5.1 points
between: one-sided bounds, each with 95 % confidence

next: \`promptops compare billing/summarize --case main/c1\` shows both answers to
      a lost case, side by side.
`);
  });

  test.each([60, 80, 120])("keeps every line but the next step inside %i columns", async (width) => {
    const groups: PairGroup[] = [
      ...worse,
      { count: 2, before: "pass", after: "fail", suite: "a-suite-with-a-rather-long-name", tags: ["a-tag"] },
      { count: 1, before: "error", after: "pass" },
    ];
    const results = [
      [answer({ output: "word ".repeat(60) }), failed("because ".repeat(20), { output: `${"wort ".repeat(60)}\n\n${"x".repeat(200)}` })],
    ] as const;
    const shown = await text("terminal", reportOf([groups], { width, results, shown: ["main/c1"] }));
    const long = shown.split("\n").filter((line) => cellWidth(line) > width && !line.startsWith("next:"));
    expect(long).toEqual([]);
  });

  test("parts that hold although many are looked at are named, and those that may be luck are told as such", async () => {
    const groups: PairGroup[] = [
      { count: 5, before: "pass", after: "fail", tags: ["a"] },
      { count: 6, before: "fail", after: "pass", tags: ["b"] },
      { count: 9, before: "pass", after: "pass", tags: ["c"] },
    ];
    const shown = await text("terminal", reportOf([groups]));
    expect(shown).toMatch(/tag a +5 +100 % +0 % +0 +5 +perhaps worse\n/);
    expect(shown).toMatch(/tag b +6 +0 % +100 % +6 +0 +better\n/);
  });

  test("breaks no line and cuts none in a pipe: what is read by programs stays whole", async () => {
    const shown = await text("terminal", reportOf([worse], { endless: true, width: 80 }));
    expect(shown.split("\n")[0]).toBe("worse: 91 → 80 of 100 cases; 2 gained, 13 lost; chance does not explain it (p = 0.0037)");
  });

  test("colours only where the screen wants it", async () => {
    expect(await text("terminal", reportOf([worse]))).not.toContain("\u001b[");
    expect(await text("terminal", reportOf([worse], { color: true }))).toContain("\u001b[31m");
  });

  test("shows cost and latency, with how much more that is", async () => {
    const dear = [{ count: 20, before: "pass", after: "pass", latency_ms: [800, 900], cost_nano_usd: [1_200_000, 1_500_000] }] as const;
    const shown = await text("terminal", reportOf([dear], { width: 100 }));
    expect(shown).toContain("cost     $0.0012  $0.0015  +$0.00030 (+25 %)  +$0.00030 and +$0.00030\n");
    expect(shown).toContain("latency   800 ms   900 ms    +100 ms (+13 %)  +100 ms and +100 ms\n");
  });

  test("lets no name and no answer paint over the screen", async () => {
    const evil = "a\u001b[2J\u202eb";
    const report = reportOf([[{ count: 1, before: "pass", after: "fail" }]], {
      results: [[answer({ output: evil, inputs: { x: evil }, expected: evil }), failed(evil, { output: `${evil}\r\nnext: run me` })]],
      shown: ["main/c1"],
      given: { notes: [evil] },
    });
    expect(await text("terminal", report)).not.toMatch(/[\u001b\u202e\r]/);
    expect(await text("markdown", report)).not.toMatch(/[\u001b\u202e\r]/);
  });

  test("says what two things that are one and the same are good for", async () => {
    const report = reportOf([[{ count: 1, before: "pass", after: "pass" }]]);
    const same = { ...report.result, comparisons: [sameReport(0, 1, "0123456789abcdef")] };
    const shown = await text("terminal", { ...report, result: same, screen: { width: 80, color: false, endless: true } });
    expect(shown).toMatch(/^same: nothing differs: the same prompt under the same model \(digest 0123456789ab\)\n/);
    expect(shown).toContain("--no-cache` asks for all answers anew");
    expect(shown).not.toContain("unchanged");
  });

  test("tells of answers that were there before, so that nobody takes them for new ones", async () => {
    const report = reportOf([worse]);
    const reused = (...which: boolean[]) => ({
      ...report,
      result: { ...report.result, sides: report.result.sides.map((side, at) => ({ ...side, reused: which[at] ?? false })) },
    });
    expect(await text("terminal", reused(true, true))).toContain("Both were evaluated before; no model was asked.");
    expect(await text("terminal", reused(true, false))).toContain("The first was evaluated before; only the second was evaluated now.");
    expect(await text("terminal", reused(false, true))).toContain("The second was evaluated before; only the first was evaluated now.");

    const recordedFirst = (second: boolean) => {
      const { result } = reused(true, second);
      return { ...report, result: { ...result, sides: result.sides.map((side, at) => (at === 0 ? { ...side, kind: "results" as const } : side)) } };
    };
    expect(await text("terminal", recordedFirst(true))).toContain("\nNo model was asked.\n");
    expect(await text("terminal", recordedFirst(false))).not.toMatch(/evaluated (?:before|now)|No model/);
  });

  test("of named cases shows the answers, and gives no verdict on a handful", async () => {
    const report = reportOf(
      [
        [
          { count: 1, before: "pass", after: "fail" },
          { count: 1, before: "pass", after: "pass" },
        ],
      ],
      {
        asked: { cases: ["c1", "c2"] },
        results: [[answer({ output: "It is due on Monday." }), failed("no", { output: "It is due on Friday, Ada.", inputs: { day: "1" } })]],
        shown: ["main/c1", "main/c2"],
        width: 80,
      },
    );
    expect(await text("terminal", report)).toBe(`1 lost, 1 unchanged of the cases named
billing/summarize@1.0.0 (live in staging) → billing/summarize (the work tree)
demo/small

── main/c1 ─────────────────────────────────────────────────────────────────────
day: 1
before: pass                           │ after: fail · contains: no
It is due on [-Monday-].               │ It is due on {+Friday, Ada+}.

── main/c2 ─────────────────────────────────────────────────────────────────────
Its answers are not kept any more.

next: \`promptops compare billing/summarize\` compares all cases.
`);
  });

  test("on a narrow screen, and in a pipe, puts answers below one another", async () => {
    const options = {
      results: [[answer({ output: "old\nsame" }), failed("no", { output: "new\nsame" })]] as const,
      shown: ["main/c1"],
      asked: { cases: ["c1"] },
    };
    const below = "before: pass\n  [-old-]\n  same\nafter: fail · contains: no\n  {+new+}\n  same\n";
    expect(await text("terminal", reportOf([[{ count: 1, before: "pass", after: "fail" }]], { ...options, width: 50 }))).toContain(below);
    expect(await text("terminal", reportOf([[{ count: 1, before: "pass", after: "fail" }]], { ...options, endless: true }))).toContain(below);
  });

  test("shows each epoch beside its like", async () => {
    const shown = await text(
      "terminal",
      reportOf([[{ count: 1, before: "pass", after: "fail" }]], {
        results: [
          [answer({ output: "one" }), answer({ output: "one" })],
          [answer({ epoch: 2, output: "two" }), failed("no", { epoch: 2, output: "three" })],
        ],
        shown: ["main/c1"],
        asked: { cases: ["c1"] },
      }),
    );
    expect(shown).toMatch(
      /epoch 1\nbefore: pass +│ after: pass\none +│ one\nepoch 2\nbefore: pass +│ after: fail · contains: no\n\[-two-\] +│ \{\+three\+\}\n/,
    );
  });
});

describe("of several with one baseline", () => {
  const better: PairGroup[] = [
    { count: 13, before: "pass", after: "pass" },
    { count: 78, before: "pass", after: "pass" },
    { count: 9, before: "fail", after: "pass" },
  ];

  const tables = async (report: ComparedReport) =>
    (await text("terminal", report))
      .split(/\n(?=worse: )/)[0]
      ?.trimEnd()
      .split("\n");

  // Wilson's 95 %: 91 of 100 is 0.8377 to 0.9519, 80 is 0.7112 to 0.8666, 100 is 0.9630 to 1. McNemar's exact: 13 of 15 lost is
  // 121 / 2^15 = 0.0037, 9 of 9 gained is 1 / 2^9 = 0.0020; Holm doubles the smallest of two in each direction.
  test("a row each says what it came to by itself, and how it compares, with p before and after the correction", async () => {
    expect(await tables(reportOf([worse, better], { width: 80 }))).toEqual([
      "billing/summarize          n  passed  95 %",
      "1.0.0 (live in staging)  100    91 %  83.8 to 95.2 %",
      "draft1.yml               100    80 %  71.1 to 86.7 %",
      "draft2.yml               100   100 %  96.3 to 100 %",
      "",
      "billing/summarize        gained  lost  difference       p  p (Holm)  verdict",
      "1.0.0 (live in staging)       –     –           –       –         –  baseline",
      "draft1.yml                    2    13       -0.11  0.0037    0.0074  worse",
      "draft2.yml                    9     0       +0.09   0.002    0.0039  better",
    ]);
  });

  test.each([
    [100, "billing/summarize        gained  lost  difference           between       p  p (Holm)  verdict"],
    [68, "billing/summarize        gained  lost       p  p (Holm)  verdict"],
  ])("%i columns have room for so much", async (width, titles) => {
    expect(await tables(reportOf([worse, better], { width }))).toContain(titles);
  });

  test("names that take too much room stand below, and their rows are numbered", async () => {
    const report = reportOf([worse, better], { width: 80 });
    const sides = report.result.sides.map((side) => ({ ...side, name: `${side.name} with a-model-of-a-provider-with-a-rather-long-name` }));
    expect(await tables({ ...report, result: { ...report.result, sides } })).toEqual([
      "      n  passed  95 %",
      "#1  100    91 %  83.8 to 95.2 %",
      "#2  100    80 %  71.1 to 86.7 %",
      "#3  100   100 %  96.3 to 100 %",
      "",
      "    gained  lost  difference           between       p  p (Holm)  verdict",
      "#1       –     –           –                 –       –         –  baseline",
      "#2       2    13       -0.11  -0.194 to -0.039  0.0037    0.0074  worse",
      "#3       9     0       +0.09  +0.048 to +0.162   0.002    0.0039  better",
      "between: bounds that hold together with 95 % confidence, each with 97.5 %",
      "",
      "#1  1.0.0 (live in staging) with a-model-of-a-provider-with-a-rather-long-name",
      "#2  draft1.yml with a-model-of-a-provider-with-a-rather-long-name",
      "#3  draft2.yml with a-model-of-a-provider-with-a-rather-long-name",
    ]);
  });

  // 10 of 12 gained: exact p = 79 / 2^12 = 0.0193; three of a kind make that 0.058 (Holm), where Tango's bound alone may leave 0 out.
  const luck: PairGroup[] = [
    { count: 70, before: "pass", after: "pass" },
    { count: 10, before: "fail", after: "pass" },
    { count: 2, before: "pass", after: "fail" },
    { count: 18, before: "fail", after: "fail" },
  ];
  const fewer: PairGroup[] = [
    { count: 80, before: "pass", after: "pass" },
    { count: 3, before: "fail", after: "pass" },
    { count: 2, before: "pass", after: "fail" },
  ];

  test("bounds never leave out 0 where the corrected test does not", () => {
    const { comparisons } = reportOf([luck, luck, luck]).result;
    for (const { test: made, verdict, sentence } of comparisons) {
      expect(verdict).toBe("inconclusive");
      expect(made?.p_better).toBeGreaterThan(0.05);
      expect(made?.lower).toBe(0);
      expect(sentence).not.toContain("between +");
    }
  });

  test("the next step tells of the most that any of them needs", () => {
    const { result } = reportOf([luck, fewer]);
    const needed = result.comparisons.map(({ test: made }) => made?.pairs_needed ?? 0);
    expect(needed[1]).toBeGreaterThan(needed[0] ?? 0);
    expect(nextStep(result)).toContain(`about ${needed[1]} in all would tell`);
  });

  test("the same cases are told once", async () => {
    const told = await text("terminal", reportOf([worse, worse], { width: 120 }));
    expect(told.match(/why it fails now/g)).toHaveLength(1);
    expect(told).toMatch(/^lost \(13\) the same cases as .*draft1\.yml/m);
  });

  test("states under models make a matrix at a glance", async () => {
    const report = reportOf([better, worse, worse], { width: 80 });
    const sides = report.result.sides.map((side, at) => {
      const state = at < 2 ? `${prompt}@1.0.0 (live in staging)` : `${prompt} (the work tree)`;
      const model = at % 2 === 0 ? "demo/small" : "demo/large";
      return { ...side, state, model, name: `${state} with ${model}` };
    });
    const matrix = { ...report, result: { ...report.result, sides } };
    expect((await text("terminal", matrix)).split("\n\n")[0]?.split("\n")).toEqual([
      "                         demo/small  demo/large",
      "1.0.0 (live in staging)      91 % *     100 % +",
      "the work tree                80 % -      80 % -",
      "* baseline · + better · - worse · ≈ no difference · ? too few cases · ! error",
    ]);
    expect(await text("markdown", matrix)).toContain("\n| the work tree | 80 % - | 80 % - |\n");
    // Three of four do not make a matrix.
    const three = { ...matrix.result, sides: sides.slice(0, 3), comparisons: matrix.result.comparisons.slice(0, 2) };
    expect(await text("terminal", { ...matrix, result: three })).not.toContain("* baseline");
  });

  test("each is told in a sentence that says for how many its p was corrected", async () => {
    const shown = await text("terminal", reportOf([worse, better], { endless: true }));
    expect(shown).toContain(
      "worse: billing/summarize (draft1.yml), 91 → 80 of 100 cases; 2 gained, 13 lost; chance does not explain it (p = 0.0074, corrected for 2 comparisons)\n",
    );
    expect(shown).toContain("  … and 10 more: `--reporter csv` has all.");
  });

  test("Markdown has the same tables", async () => {
    expect(await text("markdown", reportOf([worse, better]))).toContain("| draft1.yml | 2 | 13 | -0.11 | -0.194 to -0.039 | 0.0037 | 0.0074 | worse |\n");
  });
});

describe("as Markdown", () => {
  test("lets no name, reason or note become markup", async () => {
    const evil = "<img src=x> | [a](http://b) `c` @team #1";
    const report = reportOf(
      [
        [
          { count: 1, before: "pass", after: "fail", suite: "<b>|x", tags: ["`t`"] },
          { count: 1, before: "pass", after: "fail" },
        ],
      ],
      {
        results: [[answer({}), failed(evil)]],
        given: { notes: [evil] },
      },
    );
    const html = await marked.parse(await text("markdown", report));
    expect(html).not.toMatch(/<(img|b)[ >]/);
    // A bare address may be shown as the link it is, and as nothing else.
    for (const [, href, label] of html.matchAll(/<a href="(.*?)">(.*?)<\/a>/g)) expect(label).toBe(href);
    expect(html).toContain("<summary>Lost (2)</summary>");
    expect(html).toContain("&lt;b&gt;|x/c1</td>");
  });

  test("keeps the command of the next step as it is typed", async () => {
    expect(await text("markdown", reportOf([worse]))).toMatch(
      /\nNext: `promptops compare billing\/summarize --case main\/c1` shows both answers to a lost case, side by side\.\n$/,
    );
  });

  test("folds what is long: a comment is read from the top", async () => {
    const shown = await text("markdown", reportOf([[{ count: 120, before: "pass", after: "fail" }]]));
    expect(shown).toMatch(/^## ❌ worse\n\n120 → 0 of 120 cases/);
    expect(shown).toContain("… and 70 more.");
    expect(shown.match(/^\| main\/c/gm)).toHaveLength(50);
  });
});

describe("as a page", () => {
  test("says the verdict, the cases that changed, the numbers and the parts with how sure their bounds are, and the next step", async () => {
    const tagged = worse.map((group, at) => ({ ...group, tags: [at < 3 ? "fees" : "other"] }));
    const page = await text("html", reportOf([tagged], { results: [[answer({}), failed('does not contain "fee"')]] }));
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain("default-src &#39;none&#39;; style-src &#39;sha256-");
    expect(page).not.toMatch(/<script/i);
    expect(page).toMatch(/<span class="verdict-word fail">.*worse<\/span/s);
    expect(page).toContain("91 → 80 of 100 cases; 2 gained, 13 lost");
    expect(page).toMatch(/Lost \(13\)\s*<\/caption>.*contains: does not contain &quot;fee&quot;/s);
    expect(page).toContain("Between: one-sided bounds, each with 95 % confidence.");
    expect(page).toContain("The line through each dot shows where the difference may lie: bounds that hold together with 95 % confidence, each with 97.5 %.");
    expect(page).toMatch(/<th scope="row">tag fees<\/th>/);
    expect(page).toContain("<code>promptops compare billing/summarize --case main/c1</code> shows both answers to a lost case");
  });

  test("puts several beside each other, each against the baseline", async () => {
    const page = await text("html", reportOf([worse, worse], { given: { notes: ["Of `a` and b."] } }));
    expect(page).toContain('<h1 id="verdict">Compared with billing/summarize@1.0.0 (live in staging)</h1>');
    expect(page).toContain('<li class="reason">Of <code>a</code> and b.</li>');
    expect(page).toContain("between: bounds that hold together with 95 % confidence, each with 97.5 %.");
    expect(page.match(/<h2 id="comparison-\d">billing\/summarize \(draft\d\.yml\): worse<\/h2>/g)).toHaveLength(2);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("shows both answers with their differences marked, and lets no text become markup", async () => {
    const evil = "<img src=x onerror=alert(1)> </table>";
    const report = reportOf([[{ count: 1, before: "pass", after: "fail", suite: "<b>", tags: ["<i>"] }]], {
      results: [[answer({ suite: "<b>", output: "due Monday", inputs: { "<u>": evil } }), failed(evil, { suite: "<b>", output: `due ${evil}` })]],
      shown: ["<b>/c1"],
      asked: { cases: ["c1"] },
      given: { notes: [evil], command: evil },
    });
    const page = await text("html", report);
    expect(page).toContain("due <del>Monday</del>");
    expect(page).toContain("<ins>&lt;img src=x onerror=alert(1)&gt; &lt;/table&gt;</ins>");
    expect(page).not.toMatch(/<(img|i|u)[ >]/);
    expect([...page.matchAll(/<b>(.*?)<\/b>/g)].map(([, bold]) => bold)).toEqual(["promptops", "Next:"]);
    expect(page.match(/<\/table>/g)?.length).toBe(page.match(/<table/g)?.length);
  });
});

describe("as CSV", () => {
  const rowsOf = async (groups: readonly PairGroup[]) => csvRecords(await text("csv", reportOf([groups])));

  test("has a line for every case, those included that were not compared", async () => {
    const rows = await rowsOf([
      { count: 2, before: "pass", after: "fail", tags: ["a", "b"], group: "g", must_pass: true, latency_ms: [10, 20] },
      { count: 1, before: "fail", after: "pass" },
      { count: 120, before: "pass", after: "pass" },
      { count: 1, before: "error", after: "pass" },
      { count: 1, before: "pass", after: "pass", other_digest: true },
      { count: 1, after: "pass" },
    ]);
    expect(rows).toHaveLength(126);
    expect(Object.entries(Object.groupBy(rows, ({ change = "" }) => change)).map(([change, some]) => [change, some?.length])).toEqual([
      ["lost", 2],
      ["gained", 1],
      ["same", 120],
      ["undecided", 1],
      ["edited", 1],
      ["only-after", 1],
    ]);
    expect(rows[0]).toMatchObject({
      suite: "main",
      case: "c1",
      before_status: "pass",
      after_status: "fail",
      before_latency_ms: "10",
      after_latency_ms: "20",
      must_pass: "true",
      group: "g",
      tags: "a b",
    });
  });

  test("gives a spreadsheet no formula to run", async () => {
    const [row] = await rowsOf([{ count: 1, before: "pass", after: "pass", suite: "=cmd()", tags: ["@x"], group: "+1" }]);
    expect(row).toMatchObject({ suite: "'=cmd()", tags: "'@x", group: "'+1" });
  });

  test.each(["x\n=1", "x\r=1", "x\r\n=1"])("keeps every line of %j in its cell", async (name) => {
    const rows = await rowsOf([{ count: 1, before: "pass", after: "pass", suite: name, group: name }]);
    expect(rows).toMatchObject([{ suite: name, group: name, change: "same" }]);
  });
});

test("as JSON is the result itself", async () => {
  const report = reportOf([worse]);
  expect(JSON.parse(await text("json", report))).toEqual(JSON.parse(JSON.stringify(report.result)));
});

describe("the words of two answers", () => {
  const answers = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", ".", "é", "日"), maxLength: 60 });
  const joined = (pieces: readonly { readonly text: string }[]) => pieces.map((piece) => piece.text).join("");

  test("are all there, on each side its own, whatever differs", () => {
    fc.assert(
      fc.property(answers, answers, (before, after) => {
        const diff = wordDiff(before, after);
        expect([joined(diff.before), joined(diff.after)]).toEqual([before, after]);
        expect(joined(diff.before.filter(({ changed }) => !changed))).toBe(joined(diff.after.filter(({ changed }) => !changed)));
      }),
    );
  });

  test("are marked as a whole when the texts have nothing in common, before anybody waits for it", () => {
    const [before, after] = [Array.from({ length: 6_000 }, (_, at) => `a${at}`).join(" "), Array.from({ length: 6_000 }, (_, at) => `b${at}`).join(" ")];
    expect(wordDiff(before, after)).toEqual({ before: [{ text: before, changed: true }], after: [{ text: after, changed: true }] });
  });

  test("fit into their column: no line is too wide, and no letter is lost", () => {
    fc.assert(
      fc.property(answers, fc.integer({ min: 2, max: 20 }), (answered, width) => {
        const lines = brokenLines([{ text: answered, changed: false }], width);
        for (const line of lines) {
          expect(line.width).toBeLessThanOrEqual(width);
          expect(cellWidth(joined(line.pieces))).toBe(line.width);
        }
        expect(
          lines
            .map(({ pieces }) => joined(pieces))
            .join("")
            .replaceAll(/[ \n]/g, ""),
        ).toBe(answered.replaceAll(/[ \n]/g, ""));
      }),
    );
  });

  test("break between words, and keep the indent of a line", () => {
    const lines = (some: string, width: number) => brokenLines([{ text: some, changed: false }], width).map(({ pieces }) => joined(pieces));
    expect(lines("the fee is due", 8)).toEqual(["the fee", "is due"]);
    expect(lines("    if (x)", 7)).toEqual(["    if", "(x)"]);
    expect(lines("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
    expect(lines("a\n\nb", 3)).toEqual(["a", "", "b"]);
    expect(lines("日本語", 5)).toEqual(["日本", "語"]);
  });

  test.each([
    ["abc", 3],
    ["日本", 4],
    ["é", 1],
    ["e\u0301", 1],
    ["👩‍👩‍👧", 2],
    ["한국", 4],
    ["ｱ", 1],
    ["Ａ", 2],
  ])("%s takes %i cells", (some, cells) => {
    expect(cellWidth(some)).toBe(cells);
  });

  test("hold no control character, and are cut where they are too long", () => {
    expect(plainLines("a\tb\r\nc\u001b[31md\u0007\u202e", 100)).toBe("a    b\ncd  ");
    expect(plainLines("🙂🙂", 3)).toBe("🙂\ufffd…");
  });
});

describe("the next step", () => {
  const step = (last: Partial<ComparedSide>) => {
    const { result } = reportOf([
      [
        { count: 20, before: "fail", after: "pass" },
        { count: 80, before: "pass", after: "pass" },
      ],
    ]);
    return nextStep({ ...result, sides: result.sides.map((side, at) => (at === 0 ? side : { ...side, word: prompt, ...last })) });
  };

  test("of a better work tree is to publish it, unless it is published already", () => {
    expect(step({})).toBe("`promptops publish billing/summarize`, once it is committed.");
    expect(step({ published: "1.2.0" })).toBe("`promptops live billing/summarize` shows where 1.2.0 is live, which the work tree is already.");
  });

  test("of two prompts is none: which is better is no question of releasing either", () => {
    expect(step({ prompt: "billing/other", word: "billing/other" })).toBeUndefined();
  });

  test("of a worse one whose answers were shown names it, and the command that compares again", () => {
    const { result } = reportOf([worse]);
    const [comparison] = result.comparisons;
    expect(nextStep({ ...result, comparisons: comparison === undefined ? [] : [{ ...comparison, answers: [] }] })).toMatch(
      /^`promptops compare billing\/summarize` compares again, once .+ is mended\.$/,
    );
  });
});

test("a difference that rounds to nothing is shown as none", () => {
  const slower: PairGroup[] = [{ count: 60, before: "pass", after: "pass", latency_ms: [10.3, 10] }];
  const row = measureRows(reportOf([slower]).result.comparisons[0] ?? expect.fail()).find(([title]) => title === "latency");
  expect(row).toEqual(["latency", "10 ms", "10 ms", "±0 (-3 %)", "±0 and ±0"]);
});

test("a verdict on passes and wide bounds of scores do not contradict each other without a word", async () => {
  const few = reportOf([
    [
      { count: 5, before: "fail", after: "pass", score: [0.095, 1] },
      { count: 2, before: "fail", after: "fail", score: [0, 0.9] },
    ],
  ]);
  expect(few.result.comparisons[0]?.verdict).toBe("better");
  for (const form of ["terminal", "markdown"] as const)
    expect((await text(form, few)).replaceAll(/\s+/g, " ")).toContain(
      "the verdict counts passed cases, and bounds of scores, which hold however scores are spread, are wider",
    );
  expect((await text("terminal", reportOf([worse]))).replaceAll(/\s+/g, " ")).not.toContain("the verdict counts");
});

test("no sentence is wider than a narrow screen, but for commands", async () => {
  const lines = (await text("terminal", reportOf([worse], { width: 40 }))).split("\n");
  expect(lines.filter((line) => line.length > 40 && !line.includes("`"))).toEqual([]);
});
