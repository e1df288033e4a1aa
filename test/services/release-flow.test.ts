import { describe, expect, test } from "vitest";
import { diff } from "../../src/services/diff.ts";
import { gate } from "../../src/services/gate.ts";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { deprecate } from "../../src/services/deprecate.ts";
import { liveText } from "../../src/reporters/release/live-text.ts";
import { rollbackText } from "../../src/reporters/release/rollback-text.ts";
import { publish } from "../../src/services/publish.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import { promptFiles, refsOf, releaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const didYouMean = (name: string) => `Did you mean \`${name}\`?`;

async function published(...qualities: string[]) {
  const project = await releaseProject();
  const deps = await project.deps();
  await publish(deps, { prompt });
  for (const [at, more] of qualities.entries()) {
    await promoteBoth(deps, `1.0.${at}`);
    await project.temp.commit(promptFiles({ more }));
    await publish(deps, { prompt });
  }
  return { project, deps };
}

async function promoteBoth(deps: Parameters<typeof promote>[0], version: string) {
  await promote(deps, { version: `${prompt}@${version}`, environment: "staging" });
  return promote(deps, { version: `${prompt}@${version}`, environment: "production" });
}

describe("the whole line, without a remote", () => {
  test("draft, released, refused, improved, rolled back", async () => {
    const project = await releaseProject(promptFiles({ more: "First." }));
    const deps = await project.deps();

    const first = await publish(deps, { prompt, message: "The first one" });
    expect(first).toMatchObject({ outcome: "published", version: "1.0.0", entry: 1, shared: true, gate: { verdict: "pass", mode: "smoke" }, changes: [] });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" })).toMatchObject({
      outcome: "promoted",
      changes: [{ from: null, to: "1.0.0" }],
    });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "production" })).toMatchObject({ outcome: "promoted" });

    await project.temp.commit(promptFiles({ quality: "bad" }));
    const refs = await refsOf(project);
    const worse = await publish(deps, { prompt });
    expect(worse).toMatchObject({ outcome: "refused", version: "1.0.1", gate: { verdict: "fail", mode: "no-regress", baseline: { version: "1.0.0" } } });
    expect(await refsOf(project)).toBe(refs);

    await project.temp.commit(promptFiles({ more: "Improved." }));
    const better = await publish(deps, { prompt });
    expect(better).toMatchObject({ outcome: "published", version: "1.0.1", floor: { level: "patch", since: "1.0.0" } });
    const asked = deps.calls.length;
    await promoteBoth(deps, "1.0.1");
    // The comparison that publish made counts: no model was asked again.
    expect(deps.calls).toHaveLength(asked);

    expect((await live(deps, {})).live.map(({ environment, version }) => `${environment} ${version}`)).toEqual(["production 1.0.1", "staging 1.0.1"]);
    const back = await rollback(deps, { prompt, environment: "production", reason: "It was too short." });
    expect(back).toMatchObject({ outcome: "rolled-back", changes: [{ environment: "production", from: "1.0.1", to: "1.0.0" }], shared: true });
    expect(deps.calls).toHaveLength(asked);
    expect((await live(deps, { environment: "production" })).live).toMatchObject([{ version: "1.0.0", kind: "rollback", reason: "It was too short." }]);
    expect((await live(deps, { environment: "production", at: "5" })).live).toMatchObject([{ version: "1.0.0", kind: "promote" }]);
    expect((await live(deps, { environment: "production", at: "6" })).live).toMatchObject([{ version: "1.0.1" }]);

    expect(await history(deps, { prompt, limit: 10 })).toMatchObject({
      versions: [
        { version: "1.0.1", live_in: ["staging"], scores: { cases: 60, passed: 60 } },
        { version: "1.0.0", live_in: ["production"], summary: "The first one", verdict: "pass" },
      ],
      entries: [
        { kind: "rollback", sequence: 7 },
        { kind: "promote" },
        { kind: "promote" },
        { kind: "publish" },
        { kind: "promote" },
        { kind: "promote" },
        { kind: "publish", sequence: 1 },
      ],
      unfinished: [],
    });
    const verified = await verify(deps, {});
    expect(verified.versions.flatMap(({ checks }) => checks.map(({ check, outcome }) => `${check} ${outcome}`))).toEqual([
      "entry ok",
      "statement ok",
      "digest ok",
      "evidence ok",
      "signature note",
      "entry ok",
      "statement ok",
      "digest ok",
      "evidence ok",
      "signature note",
    ]);
    expect(verified).toMatchObject({ sound: true, entries: 7 });
    expect(await project.temp.git("log", "--format=%s", "promptops/releases")).toBe(
      [
        `Roll back ${prompt} in production from 1.0.1 to 1.0.0`,
        `Promote ${prompt}@1.0.1 to production`,
        `Promote ${prompt}@1.0.1 to staging`,
        `Publish ${prompt}@1.0.1`,
        `Promote ${prompt}@1.0.0 to production`,
        `Promote ${prompt}@1.0.0 to staging`,
        `Publish ${prompt}@1.0.0`,
      ].join("\n"),
    );
    expect(await project.temp.git("fsck", "--no-dangling")).toBe("");
  });

  test("leaves the work tree, the index and the checked-out branch as they were", async () => {
    const project = await releaseProject();
    await project.temp.write({ "notes.txt": "mine", "prompts/other/draft.txt": "mine" });
    await project.temp.git("add", "notes.txt");
    const before = await project.temp.git("status", "--porcelain=v2", "--branch");
    const deps = await project.deps();
    await publish(deps, { prompt });
    await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
    await rollback(deps, { prompt, environment: "staging", reason: "x" }).catch(() => undefined);
    expect(await project.temp.git("status", "--porcelain=v2", "--branch")).toBe(before);
  });
});

describe("publish", () => {
  test("again says that it is published, and writes nothing", async () => {
    const { project, deps } = await published();
    const refs = await refsOf(project);
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "already-published", version: "1.0.0" });
    expect(await refsOf(project)).toBe(refs);
  });

  test("goes by the commit, and refuses what is not committed, file by file", async () => {
    const project = await releaseProject();
    await project.temp.write({ ...promptFiles({ quality: "bad" }), "rules.yml": "schema_version: 1\nrules: [{ answer: ok }]\n" });
    const deps = await project.deps();
    await expect(publish(deps, { prompt })).rejects.toMatchObject({
      code: "uncommitted-changes",
      exit: "usage",
      problems: [{ file: `prompts/${prompt}/prompt.yml` }],
    });
    await project.temp.git("checkout", "--", `prompts/${prompt}`);
    await expect(publish(deps, { prompt })).rejects.toMatchObject({ problems: [{ file: "rules.yml" }] });
    await project.temp.git("checkout", "--", "rules.yml");
    await project.temp.write({ "partials/unused.liquid": "not mine", "other.txt": "not mine" });
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published" });
  });

  test("with a dry run decides and writes nothing", async () => {
    const project = await releaseProject();
    const refs = await refsOf(project);
    expect(await publish(await project.deps(), { prompt, dryRun: true })).toMatchObject({ outcome: "planned", version: "1.0.0", gate: { verdict: "pass" } });
    expect(await refsOf(project)).toBe(refs);
  });

  test("asks for the number that the change of the interface needs", async () => {
    const { project, deps } = await published();
    await project.temp.commit(promptFiles({ variables: "item: { type: integer }\n  tone: { type: string, default: calm }" }));
    await expect(publish(deps, { prompt, bump: "patch" })).rejects.toMatchObject({
      code: "below-semver-floor",
      exit: "no",
      message: expect.stringContaining("tone"),
    });
    await expect(publish(deps, { prompt, version: "1.0.1" })).rejects.toMatchObject({ code: "below-semver-floor" });
    expect(await publish(deps, { prompt })).toMatchObject({ version: "1.1.0", floor: { level: "minor" } });
    await project.temp.commit(promptFiles({ variables: "item: { type: integer, maximum: 1000 }" }));
    expect(await publish(deps, { prompt })).toMatchObject({ version: "2.0.0", floor: { level: "major", since: "1.1.0" } });
  });

  test("with too few cases to tell is inconclusive, and nothing is written", async () => {
    const project = await releaseProject(promptFiles({ cases: 5 }));
    const deps = await project.deps();
    await publish(deps, { prompt });
    await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
    await project.temp.commit(promptFiles({ cases: 5, more: "Changed." }));
    const refs = await refsOf(project);
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "refused", gate: { verdict: "inconclusive" } });
    expect(await refsOf(project)).toBe(refs);
  });

  test("of a prompt its model does not answer is an error, not a refusal", async () => {
    const project = await releaseProject(promptFiles({ quality: "broken" }));
    expect(await publish(await project.deps(), { prompt })).toMatchObject({ outcome: "refused", gate: { verdict: "error" } });
  });

  test("needs an identity, a commit, a known environment and a known prompt", async () => {
    const project = await releaseProject();
    const deps = await project.deps();
    await expect(publish(deps, { prompt: "billing/sumarize" })).rejects.toMatchObject({
      code: "unknown-prompt",
      hint: expect.stringContaining("billing/summarize"),
    });
    await expect(publish(deps, { prompt, target: "stagin" })).rejects.toMatchObject({ code: "unknown-environment", hint: "Did you mean `staging`?" });
    await expect(publish({ ...deps, git: { ...deps.git, identity: () => Promise.resolve(undefined) } }, { prompt })).rejects.toMatchObject({
      code: "unknown-identity",
    });
    await expect(publish({ ...deps, git: { ...deps.git, head: () => Promise.resolve(undefined) } }, { prompt })).rejects.toMatchObject({ code: "no-commit" });
  });

  test.each(["--output=x", "..", "a b", "🙂", "a\nb", "", "-h", "billing/summarize@1.0.0", "/etc/passwd", "$(touch x)"])(
    "takes the name %j for a name and for nothing else",
    async (name) => {
      const project = await releaseProject();
      const refs = await refsOf(project);
      const deps = await project.deps();
      await expect(publish(deps, { prompt: name })).rejects.toMatchObject({ exit: "usage" });
      await expect(promote(deps, { version: `${name}@1.0.0`, environment: "staging" })).rejects.toMatchObject({ exit: "usage" });
      await expect(rollback(deps, { prompt: name, environment: "staging", reason: "x" })).rejects.toMatchObject({ exit: "usage" });
      expect(await refsOf(project)).toBe(refs);
      expect(await project.temp.git("status", "--porcelain")).toBe("");
    },
  );
});

describe("promote", () => {
  test("takes only published versions, known environments, and what is live where it promotes from", async () => {
    const { deps } = await published();
    await expect(promote(deps, { version: `${prompt}@1.0.1`, environment: "staging" })).rejects.toMatchObject({
      code: "unknown-version",
      hint: `Did you mean \`${prompt}@1.0.0\`?`,
    });
    await expect(promote(deps, { version: prompt, environment: "staging" })).rejects.toMatchObject({ code: "invalid-version-name" });
    await expect(promote(deps, { version: `${prompt}@1.0.0`, environment: "prod" })).rejects.toMatchObject({ code: "unknown-environment" });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "production" })).toMatchObject({
      outcome: "refused",
      refusals: [{ code: "not-promotable", hint: expect.stringContaining("promote billing/summarize@1.0.0 staging") }],
    });
    await expect(publish(deps, { prompt: `${prompt}@1.0.0` })).rejects.toMatchObject({
      code: "invalid-id",
      message: expect.stringContaining("without a version"),
    });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging", dryRun: true })).toMatchObject({ outcome: "planned" });
    await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" })).toMatchObject({ outcome: "already-live", changes: [] });
  });

  test("reads the version from its tag, whatever lies in the work tree or was committed since", async () => {
    const { project, deps } = await published();
    await project.temp.commit({ [`prompts/${prompt}/prompt.yml`]: "broken: [" });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" })).toMatchObject({ outcome: "promoted" });
  });

  test("refuses a version whose tag was moved", async () => {
    const { project, deps } = await published();
    await project.temp.commit(promptFiles({ more: "Other." }));
    await project.temp.git("tag", "-f", "-a", "-m", "moved", `${prompt}@1.0.0`);
    await expect(promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" })).rejects.toMatchObject({ code: "tag-conflict" });
    expect(await verify(deps, { version: `${prompt}@1.0.0` })).toMatchObject({
      sound: false,
      versions: [
        {
          checks: [
            { check: "entry", outcome: "problem" },
            { check: "statement", outcome: "problem" },
          ],
        },
      ],
    });
  });
});

describe("rollback", () => {
  test("needs a reason", async () => {
    const { deps } = await published("Two.");
    await expect(rollback(deps, { prompt, environment: "staging", reason: " " })).rejects.toMatchObject({ code: "missing-reason", exit: "usage" });
  });

  test("goes only where something was live, and says what there is", async () => {
    const { deps } = await published("Two.");
    await expect(rollback(deps, { prompt, environment: "staging", reason: "x" })).rejects.toMatchObject({ code: "nothing-earlier", exit: "no" });
    await expect(rollback(deps, { prompt, environment: "staging", to: "1.0.1", reason: "x" })).rejects.toMatchObject({ code: "never-live-there" });
    await expect(rollback(deps, { prompt, environment: "staging", to: "9.0.0", reason: "x" })).rejects.toMatchObject({
      code: "unknown-version",
      exit: "usage",
    });
    await expect(rollback(deps, { prompt, environment: "nowhere", reason: "x" })).rejects.toMatchObject({ code: "unknown-environment" });
    expect(await rollback(deps, { prompt, environment: "staging", to: "1.0.0", reason: "x" })).toMatchObject({ outcome: "already-there" });
  });

  test("leads to what is deprecated only for whoever names it, or a snapshot, and says so", async () => {
    const { deps } = await published("Two.", "Three.");
    await promoteBoth(deps, "1.0.2");
    await deprecate(deps, { version: `${prompt}@1.0.1`, reason: "Leaks names." });
    const screen = { width: 200, color: false };
    const back = await rollback(deps, { prompt, environment: "production", reason: "night" });
    expect(back).toMatchObject({ outcome: "rolled-back", changes: [{ from: "1.0.2", to: "1.0.0" }], deprecated: [] });
    const warning = `warning: ${prompt}@1.0.1 in staging is deprecated: Leaks names.`;
    const named = await rollback(deps, { prompt, environment: "staging", to: "1.0.1", reason: "night", dryRun: true });
    expect(rollbackText(named, screen)).toContain(warning);
    const snapshot = await rollback(deps, { environment: "staging", snapshot: "6", reason: "night" });
    expect(rollbackText(snapshot, screen)).toContain(warning);
    const now = await live(deps, {});
    expect(now.deprecated).toEqual([{ environment: "staging", prompt, version: "1.0.1", reason: "Leaks names." }]);
    expect(liveText(now, screen)).toMatch(new RegExp(`staging +${prompt}@1.0.1 \\(deprecated\\)`));
    expect(liveText(now, screen)).toContain(warning);
    expect(await live(deps, { at: "7" })).toMatchObject({ deprecated: [] });
    await deprecate(deps, { version: `${prompt}@1.0.0`, reason: "Old." });
    await expect(rollback(deps, { prompt, environment: "staging", reason: "still night" })).rejects.toMatchObject({
      code: "nothing-earlier",
      message: expect.stringContaining("1.0.0 (deprecated)"),
      hint: expect.stringContaining("--to 1.0.0"),
    });
  });

  test("of a whole environment to a snapshot is one entry", async () => {
    const { project, deps } = await published("Two.");
    await promoteBoth(deps, "1.0.1");
    await project.temp.commit(promptFiles({ id: "other" }));
    await publish(deps, { prompt: "other" });
    await promote(deps, { version: "other@1.0.0", environment: "staging" });
    const planned = await rollback(deps, { environment: "staging", snapshot: "3", reason: "Outage.", dryRun: true });
    expect(planned).toMatchObject({
      outcome: "planned",
      snapshot: 3,
      kept: [{ environment: "staging", prompt: "other" }],
      changes: [{ prompt, from: "1.0.1", to: "1.0.0" }],
    });
    expect(await rollback(deps, { environment: "staging", snapshot: "3", reason: "Outage." })).toMatchObject({ outcome: "rolled-back", entry: 9 });
    expect(await rollback(deps, { environment: "staging", snapshot: "3", reason: "Outage." })).toMatchObject({ outcome: "already-there" });
    for (const snapshot of ["0", "99", "nonsense", "2001-01-01"])
      await expect(rollback(deps, { environment: "staging", snapshot, reason: "x" })).rejects.toMatchObject({ code: "unknown-snapshot", exit: "usage" });
    expect(await verify(deps, {})).toMatchObject({ sound: true });
  });

  test("of several prompts is one entry, or none", async () => {
    const smoke = "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\nenvironments: { staging: { gate: { mode: smoke } } }\n";
    const both = (more: string) => ({ ...promptFiles({ cases: 3, more }), ...promptFiles({ id: "other", cases: 3, more }) });
    const project = await releaseProject({ ...both("One."), ...promptFiles({ id: "new", cases: 3 }), ".promptops.yml": smoke });
    const deps = await project.deps();
    const release = async (id: string, version: string) => {
      await publish(deps, { prompt: id });
      await promote(deps, { version: `${id}@${version}`, environment: "staging" });
    };
    for (const id of [prompt, "other", "new"]) await release(id, "1.0.0");
    await project.temp.commit(both("Two."));
    for (const id of [prompt, "other"]) await release(id, "1.0.1");
    const asked = { environment: "staging", prompt, reason: "They belong together." };
    const refs = await refsOf(project);
    await expect(rollback(deps, { ...asked, also: ["other", "new"] })).rejects.toMatchObject({ code: "nothing-earlier" });
    await expect(rollback(deps, { ...asked, also: ["othr"] })).rejects.toMatchObject({ code: "unknown-prompt", hint: didYouMean("other") });
    await expect(rollback(deps, { ...asked, prompt: undefined, snapshot: "3", also: ["other"] })).rejects.toMatchObject({ code: "missing-argument" });
    expect(await refsOf(project)).toBe(refs);
    const result = await rollback(deps, { ...asked, also: ["other", prompt] });
    expect(result).toMatchObject({
      outcome: "rolled-back",
      entry: 11,
      prompt,
      also: ["other"],
      changes: [
        { prompt, to: "1.0.0" },
        { prompt: "other", to: "1.0.0" },
      ],
    });
    expect(await project.temp.git("log", "-1", "--format=%s", "promptops/releases")).toBe("Roll back 2 prompts in staging");
    expect(await rollback(deps, { ...asked, also: ["other"] })).toMatchObject({
      outcome: "already-there",
      notes: [expect.stringContaining(prompt), expect.stringContaining("other")],
    });
    expect(await rollback(deps, { ...asked, also: ["other"], snapshot: "10" })).toMatchObject({
      outcome: "rolled-back",
      snapshot: 10,
      changes: [{ to: "1.0.1" }, { to: "1.0.1" }],
    });
    expect(await verify(deps, {})).toMatchObject({ sound: true, entries: 12 });
  });

  test("works when the committed configuration is broken", async () => {
    const { project, deps } = await published("Two.");
    await promoteBoth(deps, "1.0.1");
    await project.temp.commit({ ".promptops.yml": "nonsense: [" });
    expect(await rollback(deps, { prompt, environment: "production", reason: "x" })).toMatchObject({ outcome: "rolled-back" });
    expect((await live(deps, { environment: "production" })).live).toMatchObject([{ version: "1.0.0" }]);
  });
});

describe("gate", () => {
  test("judges the work tree or a commit, and writes nothing", async () => {
    const { project, deps } = await published();
    await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
    const refs = await refsOf(project);
    expect(await gate(deps, { prompt })).toMatchObject({ environment: "staging", gate: { verdict: "pass", summary: expect.stringContaining("") } });
    await project.temp.write(promptFiles({ quality: "bad" }));
    expect(await gate(deps, { prompt })).toMatchObject({ source: "the work tree", gate: { verdict: "fail" } });
    expect(await gate(deps, { prompt, ref: "HEAD" })).toMatchObject({ gate: { verdict: "pass" } });
    expect(await gate(deps, { prompt, environment: "production" })).toMatchObject({ gate: { mode: "smoke", verdict: "fail" } });
    await expect(gate(deps, { prompt, ref: "--all" })).rejects.toMatchObject({ code: "unknown-revision", exit: "usage" });
    expect(await refsOf(project)).toBe(refs);
  });
});

describe("diff", () => {
  test("goes from what is live to the work tree, and between any two states", async () => {
    const { project, deps } = await published("Two.");
    await project.temp.write(promptFiles({ more: "Draft." }));
    expect(await diff(deps, { from: prompt })).toMatchObject({
      from: { name: `${prompt}@1.0.0 (live in staging)` },
      to: { name: `${prompt} (the work tree)` },
      floor: { level: "patch" },
      diff: { same: false },
    });
    expect(await diff(deps, { from: `${prompt}@1.0.0`, to: `${prompt}@1.0.1` })).toMatchObject({
      diff: { messages: [{ lines: expect.arrayContaining([expect.stringMatching(/^\+.*Two\./)]) }] },
    });
    expect(await diff(deps, { from: `${prompt}@HEAD`, to: `${prompt}@1.0.1` })).toMatchObject({ diff: { same: true } });
    expect(await diff(deps, { from: `${prompt}@production` })).toMatchObject({ from: { name: `${prompt}@1.0.0 (live in production)` } });
    expect(await diff(deps, { from: `${prompt}@HEAD~1` })).toMatchObject({ from: { name: expect.stringMatching(/\(commit \w+\)$/) }, diff: { same: false } });
    await expect(diff(deps, { from: `${prompt}@prodution` })).rejects.toMatchObject({
      code: "unknown-revision",
      hint: `Did you mean \`${prompt}@production\`?`,
    });
    await expect(diff(deps, { from: `${prompt}@9.9.9` })).rejects.toMatchObject({ code: "unknown-version" });
  });
});

describe("names", () => {
  const typo = "billing/sumarize";

  test("that do not exist are refused with the nearest one, before anything else is said", async () => {
    const { deps } = await published("Two.");
    const noEnvironment = { code: "unknown-environment", exit: "usage", hint: didYouMean("production") };
    const noPrompt = { code: "unknown-prompt", exit: "usage", hint: didYouMean(prompt) };
    await expect(rollback(deps, { environment: "prod", snapshot: "3", reason: "bad" })).rejects.toMatchObject(noEnvironment);
    await expect(rollback(deps, { prompt, environment: "prod", reason: "bad" })).rejects.toMatchObject(noEnvironment);
    await expect(rollback(deps, { prompt: typo, environment: "production", reason: "bad" })).rejects.toMatchObject(noPrompt);
    await expect(live(deps, { environment: "prod" })).rejects.toMatchObject(noEnvironment);
    await expect(live(deps, { prompt: typo })).rejects.toMatchObject(noPrompt);
    await expect(history(deps, { prompt: typo, limit: 5 })).rejects.toMatchObject(noPrompt);
    await expect(promote(deps, { version: `${prompt}@1.0.0`, environment: "prod" })).rejects.toMatchObject(noEnvironment);
    await expect(promote(deps, { version: `${typo}@1.0.0`, environment: "staging" })).rejects.toMatchObject(noPrompt);
    await expect(gate(deps, { prompt, environment: "prod" })).rejects.toMatchObject(noEnvironment);
    await expect(publish(deps, { prompt, target: "prod" })).rejects.toMatchObject(noEnvironment);
    await expect(live(deps, { environment: "nowhere" })).rejects.toMatchObject({ hint: "There are `production`, `staging`." });
  });

  test("that only the release log still knows work as before", async () => {
    const { project, deps } = await published("Two.");
    await promoteBoth(deps, "1.0.1");
    await project.temp.git("rm", "-rq", "prompts");
    await project.temp.commit({ ".promptops.yml": "schema_version: 1\nproviders: {}\n" });
    expect((await live(deps, { prompt, environment: "production" })).live).toMatchObject([{ version: "1.0.1" }]);
    expect(await history(deps, { prompt, limit: 1 })).toMatchObject({ versions: [{ version: "1.0.1" }] });
    expect(await rollback(deps, { environment: "production", snapshot: "3", reason: "x" })).toMatchObject({ outcome: "rolled-back" });
  });

  test("of a prompt without a version get its latest as the hint", async () => {
    const { deps } = await published("Two.");
    await expect(promote(deps, { version: prompt, environment: "staging" })).rejects.toMatchObject({
      code: "invalid-version-name",
      hint: `Write \`${prompt}@1.0.1\` (latest).`,
    });
    await expect(verify(deps, { version: typo })).rejects.toMatchObject({
      code: "invalid-version-name",
      message: `"${typo}" names no version, and no prompt either.`,
      hint: `Did you mean \`${prompt}@1.0.1\` (latest).`,
    });
  });

  test("that stand in each other's place are put right", async () => {
    const { deps } = await published("Two.");
    const swapped = (right: string) => ({ exit: "usage", hint: expect.stringContaining(`\`${right}\``) });
    await expect(promote(deps, { version: "production", environment: `${prompt}@1.0.0` })).rejects.toMatchObject({
      message: "production is an environment, and no version.",
      ...swapped(`promptops promote ${prompt}@1.0.0 production`),
    });
    await expect(rollback(deps, { prompt: "production", environment: prompt, reason: "x" })).rejects.toMatchObject({
      message: "production is an environment, and no prompt.",
      ...swapped(`promptops rollback ${prompt} production --reason TEXT`),
    });
    await expect(live(deps, { prompt: "production" })).rejects.toMatchObject(swapped("promptops live --environment production"));
    await expect(live(deps, { environment: prompt })).rejects.toMatchObject({
      message: `${prompt} is a prompt, and no environment.`,
      ...swapped(`promptops live ${prompt}`),
    });
  });
});

test("a point of the log that is not there is told: beyond its end, before its beginning, still to come", async () => {
  const { project, deps } = await published();
  await expect(live(deps, { at: "999" })).rejects.toMatchObject({ code: "unknown-snapshot", exit: "usage" });
  await expect(live(deps, { at: "2999-01-01" })).rejects.toMatchObject({ code: "invalid-time", message: "2999-01-01T00:00:00Z is still to come." });
  await expect(live(deps, { at: "+1m" })).rejects.toMatchObject({ code: "invalid-time", where: "--at" });
  const later = await project.deps(60_000);
  const asked = await live(later, { at: "10m" });
  expect(liveText(asked, { width: 80, color: false })).toMatch(/^as of 20\d\d-\d\d-\d\d \d\d:\d\d UTC \(entry 0\)\n/);
  expect(await live(later, { at: "-10m" })).toEqual(asked);
  const everything = { environment: "staging", reason: "x" };
  await expect(rollback(later, { ...everything, snapshot: "10m" })).rejects.toMatchObject({
    code: "unknown-snapshot",
    message: expect.stringMatching(/^The release log begins at 20\S+Z with entry 1, later than 20\S+Z: nothing was live then to go back to\.$/),
  });
  await expect(rollback(later, { ...everything, snapshot: "99" })).rejects.toMatchObject({ message: "The release log has no entry 99: it ends with entry 1." });
});

test("a wrong number is refused also when there is nothing to publish", async () => {
  const { deps } = await published("Two.");
  await expect(publish(deps, { prompt, version: "banana" })).rejects.toMatchObject({ code: "invalid-version-name", exit: "usage" });
  await expect(publish(deps, { prompt, version: "1.0.0" })).rejects.toMatchObject({ code: "version-not-newer", exit: "usage" });
  expect(await publish(deps, { prompt, version: "1.0.1" })).toMatchObject({ outcome: "already-published" });
});

test("publish and promote name the next environment of the way to production", async () => {
  const project = await releaseProject();
  const deps = await project.deps();
  expect(await publish(deps, { prompt, target: "production" })).toMatchObject({ promote_to: "staging" });
  const version = `${prompt}@1.0.0`;
  expect(await promote(deps, { version, environment: "staging" })).toMatchObject({ outcome: "promoted", promote_to: "production" });
  expect(await promote(deps, { version, environment: "production" })).not.toHaveProperty("promote_to");
  expect(await promote(deps, { version, environment: "staging" })).not.toHaveProperty("promote_to");
});

test("a configuration that is there and not committed is called that, with or without a commit", async () => {
  const uncommitted = { message: expect.stringContaining("not committed"), hint: expect.stringContaining("git add . && git commit") };
  const project = await releaseProject();
  await project.temp.git("rm", "-q", "--cached", ".promptops.yml");
  await project.temp.git("commit", "-q", "-m", "without");
  await expect(publish(await project.deps(), { prompt })).rejects.toMatchObject({ code: "not-a-project", ...uncommitted });
  await project.temp.git("checkout", "-q", "--orphan", "fresh");
  await expect(publish(await project.deps(), { prompt })).rejects.toMatchObject({ code: "no-commit", ...uncommitted });
});

describe("before anything was released", () => {
  test("every question has an answer", async () => {
    const project = await releaseProject();
    const deps = await project.deps();
    expect(await live(deps, {})).toEqual({ entry: 0, live: [], deprecated: [], pending: [], superseded: [] });
    expect(await verify(deps, {})).toMatchObject({ sound: true, entries: 0, versions: [] });
    expect(await history(deps, { limit: 5 })).toMatchObject({ entries: [] });
    expect(await history(deps, { prompt, limit: 5 })).toEqual({ prompt, versions: [], entries: [], unfinished: [], pending: [], superseded: [] });
    expect(await diff(deps, { from: prompt })).toMatchObject({ diff: { same: true } });
    await expect(rollback(deps, { prompt, environment: "staging", reason: "x" })).rejects.toMatchObject({ code: "nothing-live" });
    await expect(promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" })).rejects.toMatchObject({ code: "unknown-version" });
  });
});

describe("verify", () => {
  test("finds what was changed by hand", async () => {
    const { project, deps } = await published("Two.");
    const { git } = deps;
    const tip = await project.temp.git("rev-parse", "promptops/releases");
    const author = { name: "Mallory", email: "m@example.com" };
    const forged = await git.writeCommit({
      parent: tip,
      files: {
        "live/production/billing/summarize.json": (await git.readFromEach([tip], "live/production/billing/summarize.json"))[0]?.replace("1.0.0", "1.0.1") ?? "",
        "event.json": (await git.readFromEach([tip], "event.json"))[0] ?? "",
      },
      message: "x",
      author,
      at: 0,
    });
    await git.updateRefs([{ ref: "refs/heads/promptops/releases", next: forged, expected: tip }]);
    await expect(live(deps, {})).rejects.toMatchObject({ code: "release-log-forged" });
    expect(await verify(deps, {})).toMatchObject({
      sound: false,
      log: expect.arrayContaining([expect.objectContaining({ check: "log", outcome: "problem" })]),
    });
    await expect(rollback(deps, { prompt, environment: "production", reason: "x" })).rejects.toMatchObject({ code: "release-log-forged" });
  });
});
