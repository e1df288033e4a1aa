import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { givenFiles } from "../../src/adapters/fs/given-files.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { assignArm } from "../../src/core/experiment/assign-arm.ts";
import { checkRecord } from "../../src/core/ledger/check-record.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { PromoteResult } from "../../src/core/results/promote.ts";
import { outcomesRecordText } from "../../src/reporters/outcomes/record-text.ts";
import { promoteText } from "../../src/reporters/release/promote-text.ts";
import { gateMarkdown } from "../../src/reporters/release/gate-markdown.ts";
import { gateText } from "../../src/reporters/release/gate-text.ts";
import { releaseCheckText } from "../../src/reporters/release/release-check-text.ts";
import { recordOutcomes } from "../../src/services/experiment/record-outcomes.ts";
import { startExperiment } from "../../src/services/experiment/start-experiment.ts";
import { gate } from "../../src/services/gate.ts";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { recordVersionOutcomes } from "../../src/services/outcomes/record-version-outcomes.ts";
import { deprecate } from "../../src/services/deprecate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { releaseCheck, type ReleaseCheckDeps } from "../../src/services/release-check.ts";
import { undoPromotion } from "../../src/services/release/undo-promotion.ts";
import { verify } from "../../src/services/verify.ts";
import { aFeedback, aRun, runId } from "../helpers/ledger-records.ts";
import { memoryIndex } from "../helpers/memory-index.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { copyOfProject, promptFiles, releaseProject, start, type Deps, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const first = `${prompt}@1.0.0`;
const second = `${prompt}@1.0.1`;
const sour = `${prompt}@1.0.2`;
const broken = `${prompt}@1.0.3`;
const hour = 3_600_000;
const screen = { width: 1000, color: false };

const config = (gate: string, more = "") => `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: { gate: { mode: smoke, suites: [core], ${gate} } }
  production: { gate: { mode: smoke, suites: [core], ${gate} }${more} }
release: { target: production }
`;
const canary = "after_promote: { canary: { suites: [canary] } }";

/** A suite that only the canary asks: what the model says to numbers from 1001 on. */
const canarySuite = (id = prompt) => ({
  [`prompts/${id}/evals/canary.yml`]: `schema_version: 1
cases:
  - id: big
    matrix: { item: [1001, 1002, 1003, 1004, 1005] }
    assertions:
      - { type: equals, value: "ok" }
`,
});

const rules = (other = "") => ({
  "rules.yml": `schema_version: 1
rules:
${other}  - { answer: ok }
`,
});
/** Of the version whose text says `Sour`, the canary's cases go wrong; of that which says `Broken`, the provider fails. */
const sourRules = rules(`  - { match: { user: [Number 100, Sour] }, answer: wrong }
  - { match: { user: [Number 100, Broken] }, error: { kind: bad-request } }
`);

const text = (more: string) => ({ ...promptFiles({ cases: 3, more }), ...canarySuite() });

/** 1.0.0 is live in production; 1.0.1 (good), 1.0.2 (sour) and 1.0.3 (broken) are published. */
async function released(): Promise<ReleaseProject> {
  const project = await releaseProject({ ...text("First."), ...sourRules, ".promptops.yml": config(canary) });
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: first, environment: "production" });
  for (const more of ["Second.", "Sour.", "Broken."]) {
    await project.temp.commit(text(more));
    await publish(deps, { prompt });
  }
  return project;
}

let made: ReleaseProject;
beforeAll(async () => {
  made = await released();
});

const versionLive = async (deps: Deps) => (await live(deps, { environment: "production" })).live.map(({ version, kind }) => `${version} ${kind}`);

describe("a canary", () => {
  test("that passes leaves the version live, and was asked of the model itself", async () => {
    const project = await copyOfProject(made);
    const deps = await project.deps(hour);
    const result = await promote(deps, { version: second, environment: "production" });
    expect(result).toMatchObject({
      outcome: "promoted",
      gate: { verdict: "pass" },
      after_promote: { verdict: "pass", canary: { verdict: "pass", mode: "smoke", summary: expect.stringContaining("5 of 5 cases") } },
    });
    expect(result.after_promote).not.toHaveProperty("undone");
    // The gate asked nobody again; the canary did, whatever was answered before.
    expect(deps.calls).toHaveLength(5);
    expect(await versionLive(deps)).toEqual(["1.0.1 promote"]);
    expect(promoteText(result, screen)).toMatch(/Promoted billing\/summarize@1\.0\.1 to production.*canary in production\n.*pass: nothing stands against it/s);
  });

  test("that fails takes the promotion back, and says by which check, which numbers and which evidence", async () => {
    const project = await copyOfProject(made);
    const deps = await project.deps(hour);
    const result = await promote(deps, { version: sour, environment: "production" });
    expect(result).toMatchObject({
      outcome: "rolled-back",
      entry: 6,
      after_promote: {
        verdict: "fail",
        failed: { count: 5, cases: expect.arrayContaining([expect.stringMatching(/^canary\/big/)]) },
        next: `promptops eval show ${result.after_promote?.evaluation}`,
        undone: {
          outcome: "rolled-back",
          entry: 7,
          shared: true,
          changes: [{ environment: "production", prompt, from: "1.0.2", to: "1.0.0" }],
          undoes: { entry: 6, check: "canary", codes: ["below-default-pass-rate"], evaluation: result.after_promote?.evaluation },
        },
      },
    });
    expect(await versionLive(deps)).toEqual(["1.0.0 rollback"]);
    const { entries } = await history(deps, { limit: 1 });
    expect(entries).toMatchObject([
      { kind: "rollback", reason: expect.stringMatching(/canary after entry 6 failed \(below-default-pass-rate\): 0 of 5 cases.* Evaluation \w+/) },
    ]);
    expect(entries[0]?.reason).toContain(result.after_promote?.evaluation);
    expect(await verify(deps, {})).toMatchObject({ sound: true, entries: 7 });
    expect(promoteText(result, screen)).toMatch(
      /what was asked of it then took it back.*Rolled back billing\/summarize in production from 1\.0\.2 to 1\.0\.0\. Entry 7/s,
    );
    expect(promoteText(result, screen)).toMatch(/failed: canary\/big.*next: promptops eval show/s);
    expect(promoteText(result, screen)).not.toContain("still live");
    // Whoever promotes it again is told first.
    const again = await promote(deps, { version: sour, environment: "production", dryRun: true });
    expect(again).toMatchObject({ outcome: "planned", taken_back: { entry: 7, reason: expect.stringContaining("canary") } });
    expect(promoteText(again, screen)).toMatch(/^warning: entry 7 took billing\/summarize@1\.0\.2 back in production: The canary/);
    const told: unknown[] = [];
    const asked = deps.calls.length;
    const another = await copyOfProject(project);
    const onTakenBack = (...warning: unknown[]) => void told.push([...warning, deps.calls.length - asked]);
    await promote(await another.deps(hour), { version: sour, environment: "production", onTakenBack });
    expect(told).toMatchObject([[{ version: "1.0.2", entry: 7 }, { prompt, environment: "production" }, 0]]);
    // So is whoever asks the gate of the very same text.
    await project.temp.commit(text("Sour."));
    const gated = await gate(deps, { prompt, environment: "production" });
    expect(gated).toMatchObject({ taken_back: { version: "1.0.2", entry: 7 } });
    expect(gateText(gated, screen)).toMatch(/digest \w+\nwarning: entry 7 took billing\/summarize@1\.0\.2 back in production: The canary/);
    expect(gateMarkdown(gated)).toMatch(/\n\n> \*\*Warning:\*\* entry 7 took billing\/summarize\\@1\.0\.2 back in production: /);
    await project.temp.commit(text("Sweet."));
    expect(await gate(deps, { prompt, environment: "production" })).not.toHaveProperty("taken_back");
    // The next rollback does not lead back to it.
    await expect(promote(deps, { version: first, environment: "production" })).resolves.toMatchObject({ outcome: "already-live" });
  });

  test("that cannot be answered rolls nothing back, and says how to go on; the check takes it up", async () => {
    const project = await copyOfProject(made);
    const deps = await project.deps(hour);
    const result = await promote(deps, { version: broken, environment: "production" });
    expect(result).toMatchObject({
      outcome: "promoted",
      after_promote: { verdict: "error", canary: { verdict: "error" }, next: `promptops release check production ${prompt}` },
    });
    const hints = result.after_promote?.canary?.steps.flatMap(({ hint }) => hint ?? []);
    expect(hints).toEqual([`Run \`promptops release check production ${prompt}\` again: it asks the version that is live.`]);
    expect(await versionLive(deps)).toEqual(["1.0.3 promote"]);
    expect(promoteText(result, screen)).toContain("It stays live: nothing is rolled back while nobody knows.");

    expect(await releaseCheck(await checking(project, 2 * hour), { dryRun: true })).toMatchObject({ verdict: "error" });
    await project.temp.commit(rules());
    const again = await checking(project, 2 * hour);
    expect(await releaseCheck(again, {})).toMatchObject({
      verdict: "pass",
      promotions: [{ version: "1.0.3", entry: 6, report: { verdict: "pass", canary: { verdict: "pass" } } }],
    });
    expect(again.calls).toHaveLength(5);
    // What was answered since the promotion is not asked again.
    const third = await checking(project, 3 * hour);
    expect(await releaseCheck(third, {})).toMatchObject({ verdict: "pass", promotions: [{ report: { canary: { verdict: "pass" } } }] });
    expect(third.calls).toHaveLength(0);
  });

  test("of which something is wrong is told after the promotion, not thrown", async () => {
    const project = await copyOfProject(made);
    const deps = await project.deps(hour);
    let opened = 0;
    const failing: Deps = { ...deps, openProviders: (source) => ((opened += 1) < 2 ? deps.openProviders(source) : Promise.reject(new TypeError("defect"))) };
    await expect(promote(failing, { version: second, environment: "production" })).rejects.toThrow("defect");
    const other = await (await copyOfProject(made)).deps(hour);
    const controller = new AbortController();
    const interrupting: Deps = {
      ...other,
      git: { ...other.git, updateRefs: (changes) => (controller.abort(new PromptopsError("interrupted", "Stopped.")), other.git.updateRefs(changes)) },
    };
    expect(await promote(interrupting, { version: second, environment: "production", signal: controller.signal })).toMatchObject({
      outcome: "promoted",
      after_promote: { verdict: "error", error: { code: "interrupted", exit: "interrupted" }, next: expect.stringContaining("release check") },
    });
  });

  test("finds somebody else's newer promotion, and leaves it alone", async () => {
    const project = await copyOfProject(made);
    const deps = await project.deps(hour);
    let interfered = false;
    const racing: Deps = {
      ...deps,
      async openProviders(source) {
        const providers = await deps.openProviders(source);
        return async (name) => {
          const provider = await providers(name);
          return {
            ...provider,
            async call(request, options) {
              if (!interfered) {
                interfered = true;
                const others = await project.deps(hour);
                expect(await promote(others, { version: second, environment: "production" })).toMatchObject({ outcome: "promoted" });
              }
              return provider.call(request, options);
            },
          };
        };
      },
    };
    const result = await promote(racing, { version: sour, environment: "production" });
    expect(result).toMatchObject({ outcome: "promoted", after_promote: { verdict: "fail", undone: { outcome: "overtaken", changes: [] } } });
    expect(result.after_promote?.undone?.message).toContain(`${prompt}@1.0.1 is, since entry`);
    expect(await versionLive(deps)).toEqual(["1.0.1 promote"]);
  });

  test("of a first version has nothing to go back to: it says so, and the version stays", async () => {
    const deps = await (await copyOfProject(made)).deps(hour);
    const result = await promote(deps, { version: sour, environment: "staging" });
    expect(result).toMatchObject({
      outcome: "promoted",
      after_promote: { verdict: "fail", undone: { outcome: "nothing-earlier", message: expect.stringContaining("still live") } },
    });
    expect((await live(deps, { environment: "staging" })).live).toMatchObject([{ version: "1.0.2", kind: "promote" }]);
  });

  test("takes nobody back to a deprecated version: no machine chooses between two that are bad", async () => {
    const deps = await (await copyOfProject(made)).deps(hour);
    const [before = ""] = (await versionLive(deps)).map((text) => text.split(" ")[0] ?? "");
    await deprecate(deps, { version: `${prompt}@${before}`, reason: "Invents numbers." });
    const { after_promote } = await promote(deps, { version: sour, environment: "production" });
    expect(after_promote).toMatchObject({
      verdict: "fail",
      undone: { outcome: "nothing-earlier", message: expect.stringContaining(`${before} (deprecated)`) },
    });
    expect(await versionLive(deps)).toEqual(["1.0.2 promote"]);
  });

  test("is asked by suites that the version has, or nothing is promoted", async () => {
    const project = await copyOfProject(made);
    await project.temp.commit({ ".promptops.yml": config("after_promote: { canary: { suites: [smoke] } }") });
    const deps = await project.deps(hour);
    await expect(promote(deps, { version: second, environment: "production" })).rejects.toMatchObject({ code: "unknown-suite", exit: "usage" });
    expect(await versionLive(deps)).toEqual(["1.0.0 promote"]);
  });

  test("is not asked by a dry run", async () => {
    const deps = await (await copyOfProject(made)).deps(hour);
    const result = await promote(deps, { version: sour, environment: "production", dryRun: true });
    expect(result.outcome).toBe("planned");
    expect(result).not.toHaveProperty("after_promote");
    expect(deps.calls).toHaveLength(0);
  });

  test("that fails with the remote gone is rolled back here, and goes up with the next command", async () => {
    const project = await copyOfProject(made);
    const bare = await project.temp.addRemote();
    await project.temp.git("push", "--quiet", "origin", "main");
    const deps = await project.deps(hour);
    const vanishing: Deps = {
      ...deps,
      git: {
        ...deps.git,
        async pushAtomically(remote, refs) {
          const pushed = await deps.git.pushAtomically(remote, refs);
          if (refs.some(({ ref }) => ref.endsWith("releases")) && pushed === "pushed" && (pushes += 1) === 2) renameSync(bare, `${bare}-away`);
          return pushed;
        },
      },
    };
    // The first brings what was recorded before there was a remote.
    let pushes = 0;
    const result = await promote(vanishing, { version: sour, environment: "production" });
    expect(result).toMatchObject({ outcome: "rolled-back", after_promote: { undone: { shared: false, offline: { code: "remote-unreachable" } } } });
    renameSync(`${bare}-away`, bare);
    expect(await publish(deps, { prompt })).toMatchObject({ notes: ["1 entry recorded here earlier is now on origin."] });
  });

  test("that fails where nothing can be recorded says that the version is still live", async () => {
    const deps = await (await copyOfProject(made)).deps(hour);
    let entries = 0;
    const full: Deps = {
      ...deps,
      git: {
        ...deps.git,
        writeCommit: (commit) =>
          (entries += 1) < 2 ? deps.git.writeCommit(commit) : Promise.reject(new PromptopsError("commit-not-signed", "The key is gone.")),
      },
    };
    const result = await promote(full, { version: sour, environment: "production" });
    expect(result).toMatchObject({
      outcome: "promoted",
      after_promote: { verdict: "fail", error: { code: "commit-not-signed" }, next: expect.stringContaining("release check") },
    });
    expect(promoteText(result, screen)).toContain("It is still live: it could not be rolled back.");
  });

  test("is what undoes it, only while its promotion is what is live", async () => {
    const deps = await made.deps(hour);
    const undoes = { entry: 9, check: "canary" as const, codes: ["pass-rate-too-low"] };
    expect(await undoPromotion(deps, { remote: undefined, environment: "production", prompt, reason: "Late.", undoes })).toMatchObject({
      outcome: "overtaken",
    });
    expect(await undoPromotion(deps, { remote: undefined, environment: "nowhere", prompt, reason: "Late.", undoes })).toMatchObject({
      outcome: "overtaken",
      message: expect.stringContaining("nothing of it is"),
    });
  });
});

interface Checking extends ReleaseCheckDeps {
  readonly calls: Deps["calls"];
  readonly write: (...records: Parameters<ReturnType<typeof memoryLedger>["commit"]>[0]["records"][number][]) => Promise<void>;
}

async function checking(project: ReleaseProject, later: number): Promise<Checking> {
  const deps = await project.deps(later);
  const ledger = memoryLedger(foldState);
  return {
    ...deps,
    openLedger: () => Promise.resolve(ledger),
    openIndex: () => Promise.resolve(memoryIndex(ledger)),
    write: async (...records) => void (await ledger.commit({ records, message: "x", by: { name: "R", email: "r@example.com" }, at: start }, "local")),
  };
}

/** Runs of 1.0.1 in production, one a minute after the promotion. */
function runs(count: number, other: (at: number) => Parameters<typeof aRun>[1]) {
  return Array.from({ length: count }, (_, at) => {
    const id = runId("daily", new Date(start + hour + (at + 1) * 60_000).toISOString());
    return { id, record: aRun(id, { version: { prompt, version: "1.0.1", digest: "d".repeat(64), commit: "c".repeat(40) }, ...other(at) }) };
  });
}

describe("a watch", () => {
  const guards = "feedback: { max_share: 0.1 }, failures: { max_share: 0.05 }, latency: { max_ms: 1000, max_share: 0.2 }, cost: { max_usd: 0.01 }";
  let promoted: ReleaseProject;
  let result: PromoteResult;

  beforeAll(async () => {
    promoted = await copyOfProject(made);
    await promoted.temp.commit({ ".promptops.yml": config(`after_promote: { watch: { days: 2, guards: { ${guards} } } }`) });
    result = await promote(await promoted.deps(hour), { version: second, environment: "production" });
  });

  test("is announced by the promotion", () => {
    expect(result).toMatchObject({ outcome: "promoted", watched_until: "2026-11-22T10:00:00.000Z" });
    expect(promoteText(result, screen)).toContain("`promptops release check production` judges what comes of it.");
  });

  test("finds nothing against a version that does well, however often it looks, and nothing at all before it ran", async () => {
    const deps = await checking(promoted, 5 * hour);
    expect(await releaseCheck(deps, {})).toMatchObject({
      verdict: "pass",
      promotions: [{ report: { watch: { runs: 0, guards: [{ n: 0 }, { n: 0 }, { n: 0 }, { n: 0 }] } } }],
    });
    const well = runs(60, (at) => (at % 30 === 7 ? { status: "failed", reason: { code: "empty", message: "Empty." } } : {}));
    await deps.write(...well.map(({ record }) => record), ...well.slice(0, 20).map(({ id }, at) => aFeedback(id, { verdict: at === 3 ? "bad" : "good" })));
    const checked = await releaseCheck(deps, { environment: "production" });
    expect(checked).toMatchObject({ verdict: "pass", promotions: [{ report: { watch: { over: false, runs: 60 } } }] });
    expect(checked.promotions[0]?.report.watch?.guards.map(({ guard, outcome, n, hits }) => [guard, outcome, n, hits])).toEqual([
      ["feedback", "pass", 20, 1],
      ["failures", "pass", 60, 2],
      ["latency", "pass", 60, 0],
      ["cost", "pass", 60, 0],
    ]);
    expect(deps.calls).toHaveLength(0);
  });

  test("takes the version back when a guard is hurt, once", async () => {
    const project = await copyOfProject(promoted);
    const deps = await checking(project, 5 * hour);
    await deps.write(...runs(40, () => ({ latency_ms: 4000 })).map(({ record }) => record));
    const planned = await releaseCheck(deps, { dryRun: true });
    expect(planned).toMatchObject({ verdict: "fail", promotions: [{ report: { undone: { outcome: "planned", changes: [{ to: "1.0.0" }] } } }] });
    const result = await releaseCheck(deps, {});
    expect(result).toMatchObject({
      verdict: "fail",
      promotions: [
        {
          entry: 6,
          report: { watch: { outcome: "fail" }, undone: { outcome: "rolled-back", entry: 7, undoes: { entry: 6, check: "watch", codes: ["runs-slow"] } } },
        },
      ],
    });
    expect((await history(deps, { limit: 1 })).entries).toMatchObject([
      { reason: expect.stringMatching(/watch after entry 6 found a guard hurt \(runs-slow\): 40 of 40 .*the guard allows 20 %/) },
    ]);
    expect(releaseCheckText(result, screen)).toMatch(/Rolled back billing\/summarize in production from 1\.0\.1 to 1\.0\.0\. Entry 7/);
    // What was rolled back has no checks any more.
    expect(await releaseCheck(deps, {})).toMatchObject({ verdict: "pass", promotions: [] });
    expect(await verify(await project.deps(), {})).toMatchObject({ sound: true, entries: 7 });
  });

  test("of a version whose tag was moved is an error of that one alone", async () => {
    const project = await copyOfProject(promoted);
    await promote(await project.deps(hour), { version: second, environment: "staging" });
    await project.temp.git("tag", "--force", "--annotate", "-m", "moved", second, "main");
    const result = await releaseCheck(await checking(project, 5 * hour), {});
    expect(result).toMatchObject({
      verdict: "error",
      promotions: [{ environment: "production", report: { error: { code: "tag-conflict" } } }, { environment: "staging" }],
    });
    expect(releaseCheckText(result, screen)).toContain("error[tag-conflict]");
  });

  test("ends, and then judges nothing", async () => {
    const deps = await checking(promoted, 3 * 24 * hour);
    await deps.write(...runs(40, () => ({ latency_ms: 4000 })).map(({ record }) => record));
    const result = await releaseCheck(deps, {});
    expect(result).toMatchObject({ verdict: "pass", promotions: [{ report: { watch: { over: true, guards: [] } } }] });
    expect(releaseCheckText(result, screen)).toContain("watch (over since");
  });

  test("is refused for names that there are not, and has nothing to say where nothing asks for it", async () => {
    const deps = await checking(promoted, 5 * hour);
    await expect(releaseCheck(deps, { environment: "prod" })).rejects.toMatchObject({ code: "unknown-environment" });
    await expect(releaseCheck(deps, { prompt: "billing/sumarize" })).rejects.toMatchObject({ code: "unknown-prompt" });
    const bare = await copyOfProject(promoted);
    await bare.temp.commit({ ".promptops.yml": config("min_cases: 1") });
    const result = await releaseCheck(await checking(bare, 5 * hour), {});
    expect(result).toMatchObject({ verdict: "pass", promotions: [] });
    expect(releaseCheckText(result, screen)).toContain("Nothing to check");
  });
});

describe("a watch over outcomes", () => {
  const guards = "outcomes: { value: { min_share: 0.8 }, no-complaint: { min_share: 0.5 } }";
  const at = (minutes: number) => new Date(start + hour + minutes * 60_000).toISOString();
  let promoted: ReleaseProject;

  beforeAll(async () => {
    promoted = await copyOfProject(made);
    await promoted.temp.commit({ ".promptops.yml": config(`after_promote: { watch: { guards: { ${guards} } } }`) });
    await promote(await promoted.deps(hour), { version: second, environment: "production" });
  });

  async function watching(later = 5 * hour) {
    const folder = tempFolder();
    const deps = { ...(await checking(promoted, later)), given: givenFiles(folder) };
    const file = (name: string, lines: readonly (string | object)[]) => {
      writeFileSync(join(folder, name), `${lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n")}\n`);
      return name;
    };
    const record = (name: string, version = second, environment = "production") => recordVersionOutcomes(deps, { version, environment, file: name });
    const counts = async () => (await releaseCheck(deps, { dryRun: true })).promotions[0]?.report.watch?.guards.map(({ metric, n, hits }) => [metric, n, hits]);
    return { deps, file, record, counts };
  }

  /** Outcomes of so many users, some of them poor. */
  const users = (from: number, to: number, isPoor: (user: number) => boolean) =>
    Array.from({ length: to - from }, (_, index) => ({ unit: `user-${from + index}`, value: isPoor(from + index) ? 0 : 1, at: at(index) }));

  test("takes the version back when it serves fewer than it must", async () => {
    const project = await copyOfProject(promoted);
    const folder = tempFolder();
    const deps = { ...(await checking(project, 5 * hour)), given: givenFiles(folder) };
    const lines = users(0, 60, (user) => user % 2 === 0).map(({ unit, value, at: time }) => `${unit},${value},,${time}`);
    writeFileSync(join(folder, "outcomes.csv"), ["unit,value,no-complaint,at", ...lines].join("\n"));
    const recorded = await recordVersionOutcomes(deps, { version: second, environment: "production", file: "outcomes.csv" });
    expect(recorded).toEqual({
      prompt,
      version: "1.0.1",
      environment: "production",
      live_since: new Date(start + hour).toISOString(),
      recorded: 60,
      already_there: 0,
      early: 0,
      shared: true,
    });
    expect(outcomesRecordText(recorded, screen)).toBe(
      "Recorded 60 outcomes of billing/summarize@1.0.1 in production.\nnext: promptops release check production billing/summarize",
    );
    const all = await Array.fromAsync((await deps.openLedger(undefined).then((ledger) => ledger.view())).records("outcomes"));
    expect(all.map(({ path, text: record }) => checkRecord(path, record))).toEqual([[]]);
    expect(JSON.stringify(all)).not.toContain("user-");

    const result = await releaseCheck(deps, {});
    expect(result).toMatchObject({
      verdict: "fail",
      promotions: [{ report: { undone: { outcome: "rolled-back", undoes: { check: "watch", codes: ["outcomes-bad"] } } } }],
    });
    expect((await history(deps, { limit: 1 })).entries).toMatchObject([
      { reason: expect.stringMatching(/\(outcomes-bad\): `value` is good for 30 of 60 units \(50 %\), truly less than [\d.]+ %; the guard asks for 80 %/) },
    ]);
    expect(releaseCheckText(result, screen)).toMatch(
      /fail +outcomes +`value` is good for 30 of 60 .*\n +hint: .*\n +pass +outcomes +No unit tells yet of `no-complaint`/,
    );
    expect(await versionLive(deps)).toEqual(["1.0.0 rollback"]);
  });

  test("counts units of an experiment's arm that has it, and each once, wherever it was recorded", async () => {
    const { deps, file, record, counts } = await watching(hour);
    const guard = { name: "no-complaint", margin: 0.02 };
    const started = await startExperiment(deps, { candidate: sour, environment: "production", share: 0.5, alpha: 0.05, guards: [guard] });
    if (started.start === undefined) throw new Error("it was not started");
    const { experiment } = started.start;
    const { start: assignment } = started;
    const assigned = users(0, 40, () => false).filter(({ unit }) => assignArm(assignment, unit) === "control");
    const control = assigned.map((line, index) => ({ ...line, value: index % 4 === 0 ? 0 : 1, "no-complaint": 1 }));
    const everybody = [...control, ...users(0, 40, () => true).filter(({ unit }) => assignArm(assignment, unit) === "candidate")];
    await recordOutcomes(deps, { experiment, file: file("experiment.jsonl", everybody) });
    const poor = control.filter(({ value }) => value === 0).length;
    expect(poor).toBeGreaterThan(0);
    expect(everybody.length).toBeGreaterThan(control.length);
    const once = [
      ["value", control.length, poor],
      ["no-complaint", control.length, 0],
    ];
    expect(await counts()).toEqual(once);

    // The same users later, once more; and one from before the promotion.
    const again = control.map((line) => ({ unit: line.unit, value: 0, at: at(90) }));
    expect(await record(file("again.jsonl", again))).toMatchObject({ recorded: control.length, already_there: control.length });
    expect(await counts()).toEqual(once);
    const before = await record(file("before.jsonl", [{ unit: "early", value: 0, at: at(-1) }]));
    expect(before).toMatchObject({ early: 1 });
    expect(outcomesRecordText(before, screen)).toContain("note: 1 is from before it was made live there");
    expect(await counts()).toEqual(once);
    await record(file("new.jsonl", [{ unit: "new", value: 0.25, at: at(2) }]));
    expect((await counts())?.[0]).toEqual(["value", control.length + 1, poor + 0.75]);
  });

  test("of a version that is live there no more is recorded and said to be, and of one that never was is refused", async () => {
    const { file, record } = await watching();
    const lines = file("outcomes.jsonl", [{ unit: "a", value: 1 }]);
    const gone = await record(lines, first);
    expect(gone).not.toHaveProperty("live_since");
    expect(outcomesRecordText({ ...gone, shared: false }, screen)).toMatch(/note: Another version is live .*\nnote: The remote does not have them yet\./);
    await expect(record(lines, sour)).rejects.toMatchObject({ code: "never-live-there", hint: expect.stringContaining("experiment record") });
    await expect(record(lines, `${prompt}@9.9.9`)).rejects.toMatchObject({ code: "unknown-version" });
    await expect(record(lines, "summarize@1.0.1")).rejects.toMatchObject({ code: "unknown-version", hint: "Did you mean `billing/summarize@1.0.1`?" });
    await expect(record(lines, prompt)).rejects.toMatchObject({ code: "invalid-version-name" });
    await expect(record(lines, second, "produktion")).rejects.toMatchObject({ code: "unknown-environment" });
  });

  test.each([
    [{ unit: "a" }, /at least one of `value`, `no-complaint`/],
    [{ value: 1 }, /has a `unit`/],
    [{ unit: "a", value: 2 }, /`value` cannot be 2/],
    [{ unit: "a", value: 1, arm: "control" }, /There is no column `arm`/],
    [{ unit: "a", "no-complain": 1 }, /Did you mean `no-complaint`/],
    [{ unit: "a", value: 1, at: "yesterday" }, /`at` cannot be "yesterday"/],
  ])("refuses %j, and with it the file", async (line, message) => {
    const { deps, file, record } = await watching();
    await expect(record(file("outcomes.jsonl", [{ unit: "fine", value: 1 }, line]))).rejects.toMatchObject({
      code: "invalid-outcomes",
      problems: [{ line: 2, message: expect.stringMatching(message) }],
    });
    expect(await Array.fromAsync((await (await deps.openLedger(undefined)).view()).records("outcomes"))).toEqual([]);
  });
});
