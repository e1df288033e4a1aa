import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { trendReport } from "../../src/reporters/trend/trend-reporter.ts";
import { changelogMarkdown } from "../../src/reporters/release/changelog-markdown.ts";
import { trendText } from "../../src/reporters/trend/trend-text.ts";
import { changelog } from "../../src/services/changelog.ts";
import { deprecate } from "../../src/services/deprecate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { rollback } from "../../src/services/rollback.ts";
import { trend } from "../../src/services/trend.ts";
import { clonedProject, promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const screen = { width: 200, color: false };
let project: ReleaseProject;
let deps: Deps;

/** 1.0.0 with a hostile sentence, 1.1.0 with a new variable (live, then rolled back, deprecated), 1.1.1 on other cases. */
beforeAll(async () => {
  project = await releaseProject();
  deps = await project.deps();
  await publish(deps, { prompt, message: "First <b>*one*</b> [x](http://e)" });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  const variables = "item: { type: integer }\n  tone: { type: string, default: kind }";
  await project.temp.commit(promptFiles({ variables, more: "Be {{ tone }}." }));
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.1.0`, environment: "staging" });
  await rollback(deps, { prompt, environment: "staging", reason: "Too kind." });
  await deprecate(deps, { version: `${prompt}@1.1.0`, reason: "Rude to some." });
  await project.temp.commit(promptFiles({ variables, more: "Be very {{ tone }}.", cases: 61 }));
  await publish(deps, { prompt });
});

describe("trend", () => {
  test("tells each version's measures with intervals, and which cannot be compared", async () => {
    const result = await trend(deps, { prompt, limit: 10, fetch: false });
    expect(result).toMatchObject({ prompt, earlier: 0, confidence: 0.95 });
    expect(result.versions.map(({ version, source, comparable, live_in }) => [version, source, comparable, live_in])).toEqual([
      ["1.0.0", "evidence", true, ["staging"]],
      ["1.1.0", "evidence", true, []],
      ["1.1.1", "evidence", false, []],
    ]);
    const [first] = result.versions;
    expect(first).toMatchObject({ cases: 60, passed: 60, failed: 0, errors: 0, model: "demo/small", score: { value: 1 } });
    // Wilson, 60 of 60: 60 / (60 + 1.959964²).
    expect(first?.pass_rate?.interval?.[0]).toBeCloseTo(0.939828, 5);
    // All alike is no proof that the next one is alike: the score's interval is as wide.
    expect(first?.score?.interval?.[0]).toBeCloseTo(0.939828, 5);
    // 60 pairs of which none changed: ±z² / (n + z²) by Tango.
    const { change } = result.versions[1] ?? {};
    expect(change).toMatchObject({ method: "mcnemar-tango", difference: 0, gained: 0, lost: 0 });
    expect(change?.interval[1]).toBeCloseTo(0.060172, 5);
    expect([first?.change, result.versions[2]?.change]).toEqual([undefined, undefined]);
    const text = trendText(result, screen);
    expect(text).toMatch(/1\.1\.0 +0 points \(-6 to \+6\), 0 gained, 0 lost/);
    expect(text).toMatch(/1\.0\.0 .*100 % \(94 % to 100 %\)/);
    expect(text).toMatch(/1\.1\.1 .*61 other cases/);
    expect(text).toMatch(/pass rate {2}▄▄▄ {2}100 % → 100 %/);
    expect(JSON.parse(await trendReport("json", result, screen))).toEqual(result);
  });

  test("as a page it needs nothing but itself, and lets no name become markup", async () => {
    const result = await trend(deps, { prompt, limit: 10, fetch: false });
    const page = await trendReport("html", result, screen);
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`);
    expect(page).not.toMatch(/<script|https?:\/\/|\sstyle=|\son[a-z]+=/);
    // Three points with their intervals; the third was asked other cases, so only the first two are joined.
    const [, chart = ""] = /<figure class="card chart" id="pass-rate">([\s\S]*?)<\/figure>/.exec(page) ?? [];
    expect([chart.match(/<circle/g)?.length, chart.match(/class="mark-range"/g)?.length, chart.match(/class="mark-line"/g)?.length]).toEqual([3, 3, 1]);
    // 30 + 150 · (1 − 0.9398) for the lower end, 30 for the upper.
    expect(chart).toContain('y1="39" y2="30"');
    expect(page).toContain('<td class="number">100 % (94 % to 100 %)</td>');
    const hostile = {
      ...result,
      prompt: "<img src=x onerror=alert(1)>",
      versions: result.versions.map((point) => ({ ...point, live_in: ["</table><script>1"] })),
    };
    expect(await trendReport("html", hostile, screen)).not.toMatch(/<img|<script/);
    expect(await trendReport("html", { ...result, versions: [] }, screen)).toContain("Nothing of it was published yet.");
  });

  test("without the evidence only the sums are known", async () => {
    const clone = await (await clonedProject(project)).deps();
    const result = await trend(clone, { prompt, limit: 1, fetch: true });
    expect(result).toMatchObject({
      earlier: 2,
      versions: [{ version: "1.1.1", source: "statement", cases: 61, score: { value: 1 }, pass_rate: { value: 1 } }],
    });
    expect(result.versions[0]?.score).not.toHaveProperty("interval");
    expect((await trend(clone, { prompt, limit: 2, fetch: false })).versions.map(({ change }) => change?.method)).toEqual([undefined, undefined]);
    const older = await trend(clone, { prompt, limit: 3, fetch: false });
    expect(older.versions[1]?.change).toMatchObject({ method: "newcombe", difference: 0 });
    expect(trendText(result, screen)).toContain("neither on this machine nor in the ledger");
    const evaluation = (await deps.evaluations.ids())[0]!;
    const evidenceElsewhere = async (id: string) => (id === evaluation ? ((await deps.evaluations.read(id))?.evidence ?? []) : []);
    expect(await trend({ ...clone, evidenceElsewhere }, { prompt, limit: 1, fetch: false })).toMatchObject({ versions: [{ source: "evidence" }] });
  });

  test("a prompt nobody knows is refused, one that was never published is told", async () => {
    await expect(trend(deps, { prompt: "billing/summarise", limit: 1, fetch: false })).rejects.toMatchObject({ code: "unknown-prompt" });
    const fresh = await (await releaseProject()).deps();
    const result = await trend(fresh, { prompt, limit: 1, fetch: false });
    expect(result.versions).toEqual([]);
    expect(trendText(result, screen)).toContain(`promptops publish ${prompt}`);
  });
});

describe("changelog", () => {
  test("tells of interface, scores before and after, where it went live, and rollbacks with their reasons", async () => {
    const { versions } = await changelog(deps, { prompt, limit: 10, fetch: false });
    expect(versions.map(({ version }) => version)).toEqual(["1.1.1", "1.1.0", "1.0.0"]);
    expect(versions[0]).toMatchObject({ interface: { level: "patch", since: "1.1.0" }, scores: { cases: 61 }, moves: [] });
    expect(versions[0]).not.toHaveProperty("before");
    expect(versions[1]).toMatchObject({
      interface: { level: "minor", since: "1.0.0", reasons: ["The optional variable `tone` was added."] },
      before: { version: "1.0.0", passed: 60 },
      scores: { passed: 60 },
      deprecated: { reason: "Rude to some." },
      moves: [
        { kind: "live", environment: "staging", entry: 4 },
        { kind: "rolled-back", environment: "staging", to: "1.0.0", reason: "Too kind.", entry: 5 },
      ],
    });
    expect(versions[2]).toMatchObject({
      interface: { level: "first" },
      moves: [
        { kind: "live", entry: 2 },
        { kind: "live", by_rollback: true, reason: "Too kind." },
      ],
    });
  });

  test("is Markdown in which nothing that people wrote is markup", async () => {
    const text = changelogMarkdown(await changelog(deps, { prompt, limit: 10, fetch: false }));
    expect(text).toMatch(/^# billing\/summarize\n\n## 1\.1\.1 \(2026-11-20\)\n/);
    expect(text).toContain("First &lt;b&gt;\\*one\\*&lt;/b&gt; \\[x\\](http://e)");
    expect(text).toContain("- Interface, since 1.0.0: minor. The optional variable `tone` was added.");
    expect(text).toContain("- Scores, since 1.0.0: 60 → 60 of 60 cases passed, mean 1.000 → 1.000.");
    expect(text).toMatch(/- Rolled back in staging to 1\.0\.0: 2026-11-20 \d\d:\d\d UTC, .+\. Too kind\.\n/);
  });

  test("the oldest one told of is still compared with the one before it", async () => {
    const { versions, earlier } = await changelog(deps, { prompt, limit: 2, fetch: false });
    expect(earlier).toBe(1);
    expect(versions.at(-1)).toMatchObject({ version: "1.1.0", interface: { level: "minor", since: "1.0.0" } });
  });

  test("a version whose tag is gone is told of as far as the log knows it", async () => {
    const clone = await clonedProject(project);
    const cloned = await clone.deps();
    await changelog(cloned, { prompt, limit: 1, fetch: true });
    await clone.temp.git("tag", "-d", `${prompt}@1.1.0`);
    const { versions } = await changelog(cloned, { prompt, limit: 10, fetch: false });
    expect(versions[1]).toMatchObject({ version: "1.1.0", moves: [{}, {}] });
    expect(versions[0]).not.toHaveProperty("interface");
    expect(changelogMarkdown({ prompt, versions, earlier: 0 })).toContain("a tag is not in this repository");
  });
});
