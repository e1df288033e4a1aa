import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import { historyText } from "../../src/reporters/release/history-text.ts";
import { liveText } from "../../src/reporters/release/live-text.ts";
import { auditLog } from "../../src/services/audit-log.ts";
import { gate } from "../../src/services/gate.ts";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { fetchReleases } from "../../src/services/release/fetch-releases.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import { dyingAt } from "../helpers/dying-git.ts";
import { memoryIndex } from "../helpers/memory-index.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import {
  clonedProject,
  copiesOf,
  projectIn,
  promptFiles,
  refsOf,
  releaseProject,
  type Deps,
  type ReleaseProject,
  type SharedProject,
} from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const log = "refs/heads/promptops/releases";
const noLedger = memoryLedger(foldState);

/** Two clones of one remote, each with two prompts of which nothing is published. */
const unreleased = once(async (): Promise<SharedProject> => {
  const mine = await releaseProject({ ...promptFiles(), ...promptFiles({ id: "other", more: "Other." }) });
  const bare = await mine.temp.addRemote();
  await mine.temp.git("push", "--quiet", "origin", "main");
  return { mine, theirs: await clonedProject(mine), bare };
});

/** Then 1.0.0 and 1.0.1 live one after the other in staging. */
const twice = once(async (): Promise<SharedProject> => {
  const both = await copiesOf(await unreleased());
  const deps = await both.mine.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  await both.mine.temp.commit(promptFiles({ more: "Two." }));
  await both.mine.temp.git("push", "--quiet", "origin", "main");
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.1`, environment: "staging" });
  await both.theirs.temp.git("pull", "--quiet");
  return both;
});

const shared = async () => copiesOf(await unreleased());

async function released() {
  const both = await copiesOf(await twice());
  return { ...both, deps: await both.mine.deps(60_000) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const versionsLive = async (deps: Deps, fetch = false) =>
  (await live(deps, { fetch })).live.map(({ environment, prompt: id, version }) => `${environment} ${id}@${version}`);
const remoteRefs = (bare: string, project: ReleaseProject) => project.temp.git("-C", bare, "for-each-ref", "--format=%(refname) %(objectname)");

function unplug(bare: string): () => void {
  renameSync(bare, `${bare}-away`);
  return () => renameSync(`${bare}-away`, bare);
}

test("fetches when the remote has something new, and else only asks", async () => {
  const { mine, theirs, deps, bare } = await released();
  const fetches: string[] = [];
  const git = { ...deps.git, fetch: (...asked: Parameters<typeof deps.git.fetch>) => (fetches.push(asked[1].join(" ")), deps.git.fetch(...asked)) };
  const known = () => fetchReleases(git, "origin", [prompt]);

  expect(await known()).toEqual({ conflicting: [], hasLog: true });
  expect(fetches).toEqual([]);

  await promote(await theirs.deps(), { version: `${prompt}@1.0.1`, environment: "production" });
  expect(await known()).toEqual({ conflicting: [], hasLog: true });
  expect(fetches).toEqual([`${log} refs/tags/${prompt}@*`]);
  expect(await versionsLive(deps, true)).toContain(`production ${prompt}@1.0.1`);

  await mine.temp.git("tag", "--delete", `${prompt}@1.0.1`);
  expect(await known()).toEqual({ conflicting: [], hasLog: true });
  expect(fetches).toHaveLength(2);
  await mine.temp.git("tag", "--force", "--annotate", "--message", "another", `${prompt}@1.0.1`, "HEAD");
  expect(await known()).toEqual({ conflicting: [`${prompt}@1.0.1`], hasLog: true });

  await mine.temp.git("-C", bare, "update-ref", "-d", log);
  expect(await known()).toMatchObject({ hasLog: false });
});

describe("with a remote", () => {
  test("tag and entry go up together, and another clone sees them", async () => {
    const { mine, theirs, bare } = await shared();
    expect(await publish(await mine.deps(), { prompt })).toMatchObject({ outcome: "published", remote: "origin", shared: true });
    expect(await remoteRefs(bare, mine)).toMatch(new RegExp(`${log} .*\nrefs/tags/${prompt}@1\\.0\\.0 `, "s"));
    const other = await theirs.deps(90_000);
    expect(await publish(other, { prompt })).toMatchObject({ outcome: "already-published", version: "1.0.0" });
    expect(await verify(other, {})).toMatchObject({
      sound: true,
      versions: [{ checks: expect.arrayContaining([expect.objectContaining({ check: "evidence", outcome: "note" })]) }],
    });
    expect(await promote(other, { version: `${prompt}@1.0.0`, environment: "staging" })).toMatchObject({ outcome: "promoted", shared: true });
    expect(await versionsLive(await mine.deps())).toEqual([]);
    expect(await versionsLive(await mine.deps(), true)).toEqual([`staging ${prompt}@1.0.0`]);
  });

  test("two who publish at once both get through, each with an entry of its own", async () => {
    const { mine, theirs, bare } = await shared();
    const [a, b] = await Promise.all([mine.deps(), theirs.deps(90_000)]);
    const results = await Promise.all([publish(a, { prompt }), publish(b, { prompt: "other" })]);
    expect(results).toMatchObject([
      { outcome: "published", shared: true },
      { outcome: "published", shared: true },
    ]);
    expect(new Set(results.map(({ entry }) => entry))).toEqual(new Set([1, 2]));
    expect(await verify(a, { fetch: true })).toMatchObject({ sound: true, entries: 2 });
    expect((await remoteRefs(bare, mine)).split("\n")).toHaveLength(4);
  });

  test("of two who publish the same prompt at once, one publishes and the other finds it published", async () => {
    const { mine, theirs } = await shared();
    const results = await Promise.all([publish(await mine.deps(), { prompt }), publish(await theirs.deps(90_000), { prompt })]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["already-published", "published"]);
    expect(results.map(({ tag }) => tag)[0]).toBe(results.map(({ tag }) => tag)[1]);
  });

  test("of two who publish different contents at once, the later gets the next number, compared again", async () => {
    const { mine, theirs } = await shared();
    await theirs.temp.commit(promptFiles({ more: "Theirs." }));
    const [a, b] = await Promise.all([mine.deps(), theirs.deps(90_000)]);
    const results = await Promise.all([publish(a, { prompt }), publish(b, { prompt })]);
    expect(results.map(({ version }) => version).sort()).toEqual(["1.0.0", "1.0.1"]);
    expect(await verify(a, { fetch: true })).toMatchObject({ sound: true, entries: 2 });
  });

  test("two who roll back at once go back one version, not two", async () => {
    const { theirs, deps } = await released();
    const results = await Promise.all([
      rollback(deps, { prompt, environment: "staging", reason: "one" }),
      rollback(await theirs.deps(90_000), { prompt, environment: "staging", reason: "two" }),
    ]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["already-there", "rolled-back"]);
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: true, entries: 5 });
    expect(await versionsLive(deps, true)).toEqual([`staging ${prompt}@1.0.0`]);
  });
});

describe("without the remote", () => {
  test("publish and promote refuse, and leave nothing behind", async () => {
    const { mine, bare, deps } = await released();
    await mine.temp.commit(promptFiles({ more: "Three." }));
    const before = await refsOf(mine);
    const plug = unplug(bare);
    await expect(publish(deps, { prompt })).rejects.toMatchObject({ code: "remote-unreachable", exit: "environment" });
    await expect(promote(deps, { version: `${prompt}@1.0.0`, environment: "production" })).rejects.toMatchObject({ code: "remote-unreachable" });
    expect(await refsOf(mine)).toBe(before);
    plug();
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published", version: "1.0.2" });
  });

  test("a rollback is recorded here, holds here at once, and goes up with the next command", async () => {
    const { theirs, bare, deps } = await released();
    const plug = unplug(bare);
    expect(await rollback(deps, { prompt, environment: "staging", reason: "Outage." })).toMatchObject({
      outcome: "rolled-back",
      shared: false,
      offline: { code: "remote-unreachable" },
    });
    expect(await live(deps, {})).toMatchObject({ live: [{ version: "1.0.0" }], pending: [`Roll back ${prompt} in staging from 1.0.1 to 1.0.0`] });
    expect(await rollback(deps, { prompt, environment: "staging", to: "1.0.0", reason: "Again." })).toMatchObject({ outcome: "already-there", shared: false });
    plug();
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "already-published", notes: ["1 entry recorded here earlier is now on origin."] });
    expect(await live(deps, {})).toMatchObject({ pending: [] });
    expect(await versionsLive(await theirs.deps(90_000), true)).toEqual([`staging ${prompt}@1.0.0`]);
  });

  test("a rollback with nothing to do leaves nothing to be pushed", async () => {
    const { bare, deps } = await released();
    unplug(bare);
    const away = { shared: true, notes: [expect.stringMatching(/^The release log is as this clone last saw it: /)] };
    const there = await rollback(deps, { prompt, environment: "staging", to: "1.0.1", reason: "x" });
    expect(there).toMatchObject({ outcome: "already-there", ...away });
    expect(there).not.toHaveProperty("offline");
  });

  test("a rollback that others were unaware of takes its place after what they recorded", async () => {
    const { theirs, bare, deps } = await released();
    const plug = unplug(bare);
    await rollback(deps, { prompt, environment: "staging", reason: "Outage." });
    plug();
    await publish(await theirs.deps(90_000), { prompt: "other" });
    await live(deps, { fetch: true }).then((view) =>
      expect(view).toMatchObject({ live: [{ version: "1.0.0" }], pending: [expect.stringContaining("Roll back")] }),
    );
    // Both logs have what the other has not: whoever asks without the remote is told.
    const told = { pending: [expect.stringContaining("Roll back")], superseded: [], as_last_seen: "origin" };
    expect(await history(deps, { limit: 1 })).toMatchObject({ entries: [{ kind: "publish", version: { prompt: "other" } }], ...told });
    expect(await history(deps, { prompt, limit: 1 })).toMatchObject({ entries: [{ kind: "promote" }], ...told });
    const apart = expect.stringMatching(/^This is the release log as it was recorded here; the one on origin, as last seen, has 1 entry that it lacks\./);
    expect((await verify(deps, {})).log).toContainEqual({ check: "log", outcome: "note", message: apart });
    expect(await auditLog({ ...deps, index: memoryIndex(noLedger) }, { since: undefined, acts: ["publish"] })).toMatchObject({ entries: [{}, {}], apart });
    const next = await publish(deps, { prompt: "other" });
    expect(next).toMatchObject({ outcome: "already-published", notes: [expect.stringContaining("recorded anew"), expect.stringContaining("now on origin")] });
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: true, entries: 6 });
    expect(await auditLog({ ...deps, index: memoryIndex(noLedger) }, { since: undefined, acts: [] })).not.toHaveProperty("apart");
    expect(await versionsLive(await theirs.deps(90_000), true)).toEqual([`staging ${prompt}@1.0.0`]);
  });

  test("a rollback that others overtook is superseded, said so, and kept", async () => {
    const { mine, theirs, bare, deps } = await released();
    const other = await theirs.deps(90_000);
    const plug = unplug(bare);
    await rollback(deps, { prompt, environment: "staging", reason: "Outage." });
    plug();
    await rollback(other, { prompt, environment: "staging", reason: "Same thought." });
    expect(await live(deps, { fetch: true })).toMatchObject({ pending: [], superseded: [expect.stringContaining("it was 1.0.0")] });
    const old = await mine.temp.git("rev-parse", "promptops/releases");
    const next = await publish(deps, { prompt });
    expect(next.notes).toEqual([expect.stringContaining("superseded by what others recorded")]);
    expect(await mine.temp.git("for-each-ref", "--format=%(objectname)", "refs/promptops/superseded/")).toBe(old);
    expect(await history(deps, { limit: 1 })).toMatchObject({ entries: [{ kind: "rollback", reason: "Same thought." }] });
  });

  test("a gate refuses to guess what is live, unless told to", async () => {
    const { bare, deps } = await released();
    unplug(bare);
    await expect(gate(deps, { prompt })).rejects.toMatchObject({ code: "remote-unreachable", hint: expect.stringContaining("--offline") });
    expect(await gate(deps, { prompt, offline: true })).toMatchObject({ gate: { verdict: "pass", baseline: { version: "1.0.1" } } });
  });
});

describe("a remote with rules of its own", () => {
  function refuseAll(bare: string): () => void {
    const hook = join(bare, "hooks/pre-receive");
    writeFileSync(hook, "#!/bin/sh\necho 'Changes must be made through a pull request' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    return () => rmSync(hook);
  }

  test("that refuses a publish leaves nothing here either", async () => {
    const { mine, bare, deps } = await released();
    await mine.temp.commit(promptFiles({ more: "Three." }));
    const before = await refsOf(mine);
    const allow = refuseAll(bare);
    await expect(publish(deps, { prompt })).rejects.toMatchObject({ code: "remote-refused", message: expect.stringContaining("pull request") });
    expect(await refsOf(mine)).toBe(before);
    allow();
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published", version: "1.0.2" });
  });

  test("that refuses a rollback leaves it pending here", async () => {
    const { bare, deps } = await released();
    refuseAll(bare);
    expect(await rollback(deps, { prompt, environment: "staging", reason: "Outage." })).toMatchObject({ shared: false, offline: { code: "remote-refused" } });
    expect(await versionsLive(deps)).toEqual([`staging ${prompt}@1.0.0`]);
  });
});

describe("killed on the way", () => {
  test.each([
    ["before the tag", "createTag", false],
    ["between tag and entry", "createTag", true],
    ["before the entry", "writeCommit", false],
    ["between entry and push", "pushAtomically", false],
    ["between push and the local log", "pushAtomically", true],
  ] as const)("%s: publishing again finishes, or finds it finished", async (_, step, after) => {
    const { mine, theirs, deps } = await released();
    await mine.temp.commit(promptFiles({ more: "Three." }));
    await expect(publish(dyingAt(deps, step, after), { prompt })).rejects.toThrow(/killed|dead/);
    expect(await verify(deps, {})).toMatchObject({ sound: true });
    const asked = deps.calls.length;
    const again = await publish(deps, { prompt });
    expect(again.version).toBe("1.0.2");
    expect(again.shared).toBe(true);
    expect(deps.calls).toHaveLength(asked);
    const verified = await verify(await theirs.deps(90_000), { fetch: true });
    expect(verified).toMatchObject({ sound: true, entries: 5 });
    expect(verified.log.some(({ check }) => check === "unfinished")).toBe(false);
    expect(await refsOf(mine)).not.toContain("refs/promptops/new/");
  });

  test.each([
    ["between push and the local log", "pushAtomically", true],
    ["before the push", "pushAtomically", false],
  ] as const)("%s: a rollback is there, or was never made", async (_, step, after) => {
    const { deps } = await released();
    await expect(rollback(dyingAt(deps, step, after), { prompt, environment: "staging", reason: "x" })).rejects.toThrow(/killed|dead/);
    expect(await rollback(deps, { prompt, environment: "staging", to: "1.0.0", reason: "x" })).toMatchObject({
      outcome: after ? "already-there" : "rolled-back",
    });
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: true, entries: 5 });
  });

  test("a tag that lost the race before it was cleaned up makes room for the winner's", async () => {
    const { mine, theirs, deps } = await released();
    await mine.temp.commit(promptFiles({ more: "Mine." }));
    await theirs.temp.commit(promptFiles({ more: "Theirs." }));
    await expect(publish(dyingAt(deps, "createTag", true), { prompt })).rejects.toThrow("killed");
    await publish(await theirs.deps(90_000), { prompt });
    const again = await publish(deps, { prompt });
    expect(again).toMatchObject({ outcome: "published", version: "1.0.3", notes: [expect.stringContaining("made room")] });
    expect(await verify(deps, {})).toMatchObject({ sound: true, entries: 6 });
  });

  test("a tag left by a publish of something else is stepped over and reported", async () => {
    const { mine, deps } = await released();
    await mine.temp.commit(promptFiles({ more: "Three." }));
    await expect(publish(dyingAt(deps, "createTag", true), { prompt })).rejects.toThrow("killed");
    await mine.temp.commit(promptFiles({ more: "Four." }));
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published", version: "1.0.3" });
    expect(await history(deps, { prompt, limit: 5 })).toMatchObject({ unfinished: [`${prompt}@1.0.2`] });
    expect(await verify(deps, {})).toMatchObject({
      sound: true,
      log: expect.arrayContaining([expect.objectContaining({ check: "unfinished", outcome: "note" })]),
    });
  });
});

describe("a log that was tampered with", () => {
  test("on the remote is noticed by whoever knew it before", async () => {
    const { mine, bare, deps } = await released();
    const root = (await mine.temp.git("rev-list", "--max-parents=0", "promptops/releases")).trim();
    const other = await deps.git.writeCommit({ parent: root, files: { "event.json": "{}" }, message: "x", author: { name: "m", email: "m@x" }, at: 0 });
    await mine.temp.git("push", "--quiet", "--force", "origin", `${other}:${log}`);
    await expect(publish(deps, { prompt })).rejects.toMatchObject({ code: "release-log-lost", hint: expect.stringContaining("push --force") });
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: false, log: expect.arrayContaining([expect.objectContaining({ outcome: "problem" })]) });
    expect(await rollback(deps, { prompt, environment: "staging", reason: "x" })).toMatchObject({
      outcome: "rolled-back",
      shared: false,
      offline: { code: "release-log-lost" },
    });
    expect(existsSync(bare)).toBe(true);
  });

  test("by deleting it on the remote is noticed too, and a new one is not started over its versions", async () => {
    const { mine, deps } = await released();
    await mine.temp.git("push", "--quiet", "origin", `:${log}`);
    await mine.temp.commit(promptFiles({ more: "Three." }));
    await expect(publish(deps, { prompt })).rejects.toMatchObject({ code: "release-log-lost", hint: expect.stringContaining("git push origin") });
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: false });
    expect(await rollback(deps, { prompt, environment: "staging", reason: "x" })).toMatchObject({ outcome: "rolled-back", shared: false });
    const fresh = await (await clonedProject(mine)).deps();
    await expect(publish(fresh, { prompt })).rejects.toMatchObject({ code: "release-log-lost", message: expect.stringContaining("2 version tags") });
  });

  test("a published tag that was moved on the remote is a conflict", async () => {
    const { mine, deps } = await released();
    await mine.temp.git("push", "--quiet", "--force", "origin", `main:refs/tags/${prompt}@1.0.0`);
    await expect(publish(deps, { prompt })).rejects.toMatchObject({ code: "tag-conflict", exit: "environment" });
  });
});

describe("a dry run", () => {
  test("does not even share what was recorded here before", async () => {
    const { mine, bare, deps } = await released();
    const plug = unplug(bare);
    await rollback(deps, { prompt, environment: "staging", reason: "Outage." });
    plug();
    await mine.temp.commit(promptFiles({ more: "Three." }));
    const before = [await refsOf(mine), await remoteRefs(bare, mine)];
    expect(await publish(deps, { prompt, dryRun: true })).toMatchObject({ outcome: "planned", version: "1.0.2", gate: { baseline: { version: "1.0.0" } } });
    expect(await promote(deps, { version: `${prompt}@1.0.1`, environment: "staging", dryRun: true })).toMatchObject({ outcome: "planned" });
    expect(await rollback(deps, { prompt, environment: "staging", to: "1.0.1", reason: "x", dryRun: true })).toMatchObject({ outcome: "planned" });
    expect([await refsOf(mine), await remoteRefs(bare, mine)]).toEqual(before);
  });
});

test("a clone that never fetched the log says so, rather than that nothing was released", async () => {
  const { mine, bare } = await released();
  const temp = await mine.temp.clone("--single-branch", "--no-local");
  await temp.git("remote", "set-url", "origin", bare);
  const deps = await projectIn(temp).deps();
  const result = await live(deps, {});
  expect(result).toMatchObject({ entry: 0, unasked: "origin" });
  expect(liveText(result, { width: 80, color: false })).toContain("promptops live --fetch");
  for (const asked of [{ prompt, limit: 1 }, { limit: 1 }]) {
    const told = await history(deps, asked);
    expect(told).toMatchObject({ unasked: "origin", entries: [] });
    expect(historyText(told, { width: 80, color: false })).toContain("No release is known here, and origin was never asked");
  }
  expect(await live(deps, { fetch: true })).toMatchObject({ entry: 4 });
  expect(await live(deps, { fetch: true })).not.toHaveProperty("as_last_seen");
  await temp.git("tag", "--delete", `${prompt}@1.0.1`);
  expect(historyText(await history(deps, { prompt, limit: 2 }), { width: 80, color: false })).toContain(`promptops history ${prompt} --fetch`);
  const seen = await live(deps, {});
  expect(seen).toMatchObject({ entry: 4, as_last_seen: "origin" });
  expect(liveText(seen, { width: 80, color: false })).toContain("As origin was last seen; `--fetch` asks it.");
});

describe("a shallow clone", () => {
  test("knows what is live, promotes and rolls back, and says when it would need the whole log", async () => {
    const { mine, bare } = await released();
    const temp = await mine.temp.clone("--depth=1", "--no-single-branch", "--no-local");
    await temp.git("remote", "set-url", "origin", bare);
    const deps = await projectIn(temp).deps(90_000);
    expect(await versionsLive(deps)).toEqual([`staging ${prompt}@1.0.1`]);
    expect(await rollback(deps, { prompt, environment: "staging", reason: "x" })).toMatchObject({ outcome: "rolled-back", shared: true, entry: 5 });
    expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "production" })).toMatchObject({ outcome: "promoted", shared: true });
    await expect(verify(deps, {})).rejects.toMatchObject({ code: "history-missing", hint: expect.stringContaining("--unshallow") });
    await expect(history(deps, { limit: 5 })).rejects.toMatchObject({ code: "history-missing" });
    await expect(live(deps, { at: "1" })).rejects.toMatchObject({ code: "history-missing" });
    expect(await verify(await mine.deps(), { fetch: true })).toMatchObject({ sound: true, entries: 6 });
  });
});

test("neither the work tree nor the user's hooks have a part in it", async () => {
  const { mine, bare, deps } = await released();
  for (const hook of ["pre-push", "reference-transaction", "post-commit"]) {
    const file = join(mine.temp.root, ".git/hooks", hook);
    writeFileSync(file, '#!/bin/sh\ntouch "$(git rev-parse --show-toplevel)/hook-ran"\nexit 1\n');
    chmodSync(file, 0o755);
  }
  const status = () => mine.temp.git("-c", "core.hooksPath=/dev/null", "status", "--porcelain=v2", "--branch");
  const before = await status();
  await rollback(deps, { prompt, environment: "staging", reason: "x" });
  unplug(bare);
  await rollback(deps, { prompt, environment: "staging", to: "1.0.1", reason: "x" });
  expect(await status()).toBe(before);
  expect(existsSync(join(mine.temp.root, "hook-ran"))).toBe(false);
});

test("a project set up before it had a remote shares everything at the first chance", async () => {
  const project = await releaseProject();
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  await project.temp.addRemote();
  await project.temp.git("push", "--quiet", "origin", "main");
  expect(await live(deps, {})).toMatchObject({ pending: [expect.stringContaining("Publish"), expect.stringContaining("Promote")] });
  expect(await publish(deps, { prompt })).toMatchObject({
    outcome: "already-published",
    shared: true,
    notes: ["2 entries recorded here earlier are now on origin."],
  });
  const clone = await clonedProject(project);
  expect(await verify(await clone.deps(), { fetch: true })).toMatchObject({ sound: true, entries: 2 });
});
