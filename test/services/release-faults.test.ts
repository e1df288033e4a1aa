import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { approve } from "../../src/services/approve.ts";
import { gate } from "../../src/services/gate.ts";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import {
  copiesOf,
  copyOfProject,
  clonedProject,
  projectIn,
  promptFiles,
  refsOf,
  releaseProject,
  type Deps,
  type ReleaseProject,
  type SharedProject,
} from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo, tempRepoAt } from "../helpers/temp-repo.ts";

const prompt = "billing/summarize";
const log = "refs/heads/promptops/releases";
const name = (version: string) => `${prompt}@${version}`;
const text = (more: string) => promptFiles({ cases: 3, more });
const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: { gate: { mode: smoke } }
  production: { gate: { mode: smoke } }
release: { target: staging }
`;

let shared: SharedProject;
let alone: ReleaseProject;

/** 1.0.0 and 1.0.1 were live in staging, one after the other; 1.0.2 is published; the prompt was edited since. Two clones of one remote. */
beforeAll(async () => {
  alone = await releaseProject({ ...text("One."), ".promptops.yml": config });
  const deps = await alone.deps();
  for (const more of ["Two.", "Three."]) {
    await publish(deps, { prompt });
    const { versions } = await history(deps, { prompt, limit: 1 });
    await promote(deps, { version: name(versions[0]?.version ?? ""), environment: "staging" });
    await alone.temp.commit(text(more));
  }
  await publish(deps, { prompt });
  await alone.temp.commit(text("Four."));
  const mine = await copyOfProject(alone);
  const bare = await mine.temp.addRemote();
  await mine.temp.git("push", "--quiet", "origin", "main", "promptops/releases", "--tags");
  await mine.temp.git("fetch", "--quiet", "origin");
  await mine.temp.git("remote", "set-head", "origin", "main");
  const theirs = await clonedProject(mine);
  for (const each of [mine, theirs]) await promote(await each.deps(), { version: name("1.0.1"), environment: "staging" });
  shared = { mine, theirs, bare };
});

/** The three acts, on what the beginning left. */
const acts = {
  publish: (deps: Deps) => publish(deps, { prompt }),
  promote: (deps: Deps) => promote(deps, { version: name("1.0.2"), environment: "staging" }),
  rollback: (deps: Deps) => rollback(deps, { prompt, environment: "staging", reason: "Outage." }),
} as const;
type Act = keyof typeof acts;
const all = Object.keys(acts) as Act[];
const done = { publish: { outcome: "published", version: "1.0.3" }, promote: { outcome: "promoted" }, rollback: { outcome: "rolled-back" } } as const;
const kept = { publish: "1.0.1", promote: "1.0.2", rollback: "1.0.1" } as const;

const liveNow = async (deps: Deps) => (await live(deps, { environment: "staging" })).live[0]?.version;
const remoteRefs = (bare: string, { temp }: ReleaseProject) => temp.git("-C", bare, "for-each-ref", "--format=%(refname) %(objectname)");

/** One after the other, as somebody would. */
async function allAreDone(deps: Deps): Promise<void> {
  for (const act of all) {
    expect(await acts[act](deps)).toMatchObject({ ...done[act], shared: true });
    expect(await liveNow(deps)).toBe(kept[act]);
  }
}

describe("races", () => {
  test("of two who promote the same version at once, one does and the other finds it done", async () => {
    const { mine, theirs, bare } = await copiesOf(shared);
    const [a, b] = await Promise.all([mine.deps(), theirs.deps(90_000)]);
    const results = await Promise.all([acts.promote(a), acts.promote(b)]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["already-live", "promoted"]);
    expect(await verify(a, { fetch: true })).toMatchObject({ sound: true, entries: 6 });
    expect(await remoteRefs(bare, mine)).toContain(await mine.temp.git("rev-parse", "promptops/releases"));
  });

  test("of two who promote different versions at once, each is recorded, on what the other left", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const [a, b] = await Promise.all([mine.deps(), theirs.deps(90_000)]);
    const results = await Promise.all([acts.promote(a), promote(b, { version: name("1.0.0"), environment: "staging" })]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["promoted", "promoted"]);
    const [earlier, later] = results.toSorted((x, y) => (x.entry ?? 0) - (y.entry ?? 0));
    expect(earlier?.changes[0]?.from).toBe("1.0.1");
    expect(later?.changes[0]?.from).toBe(earlier?.version);
    expect(await verify(a, { fetch: true })).toMatchObject({ sound: true, entries: 7 });
    expect(await liveNow(a)).toBe(later?.version);
  });

  test("one who promotes and one who rolls back at once: both are recorded, and the rollback goes where it would have gone", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const [a, b] = await Promise.all([mine.deps(), theirs.deps(90_000)]);
    const [up, down] = await Promise.all([acts.promote(a), acts.rollback(b)]);
    expect([up.outcome, down.outcome]).toEqual(["promoted", "rolled-back"]);
    expect(down.changes[0]?.to).toBe("1.0.0");
    expect(await verify(a, { fetch: true })).toMatchObject({ sound: true, entries: 7 });
  });

  test("a promotion asks the remote once, and again only when somebody was faster since", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const deps = await mine.deps();
    const asked: string[] = [];
    const watching = (git: Deps["git"], meanwhile: () => Promise<unknown>): Deps => ({
      ...deps,
      git: {
        ...git,
        async remoteLook(...about) {
          const looked = await git.remoteLook(...about);
          await meanwhile();
          asked.push("look");
          return looked;
        },
        remoteRefs: (...about) => (asked.push("refs"), git.remoteRefs(...about)),
      },
    });
    const other = await theirs.deps(90_000);
    const raced = watching(deps.git, () => promote(other, { version: name("1.0.0"), environment: "staging" }));
    expect(await acts.promote(raced)).toMatchObject({ outcome: "promoted", changes: [{ from: "1.0.0", to: "1.0.2" }] });
    expect(asked[0]).toBe("look");
    expect(asked.length).toBeGreaterThan(1);
    asked.length = 0;
    expect(
      await promote(
        watching(deps.git, () => Promise.resolve()),
        { version: name("1.0.1"), environment: "staging" },
      ),
    ).toMatchObject({ outcome: "promoted" });
    expect(asked).toEqual(["look"]);
    expect(await verify(other, { fetch: true })).toMatchObject({ sound: true, entries: 8 });
  });

  test("that never end are given up", async () => {
    const { mine } = await copiesOf(shared);
    const deps = await mine.deps();
    const before = await refsOf(mine);
    const losing: Deps = { ...deps, git: { ...deps.git, pushAtomically: () => Promise.resolve("rejected" as const) } };
    await expect(acts.rollback(losing)).rejects.toMatchObject({ code: "too-many-races", exit: "environment", hint: expect.stringContaining("again") });
    expect(await refsOf(mine)).toBe(before);
  });
});

describe("a remote", () => {
  /** Nothing is left of what was refused; a rollback holds here, and says that it is not shared. */
  async function refusesAll(project: ReleaseProject, code: string): Promise<void> {
    const deps = await project.deps();
    const before = await refsOf(project);
    for (const act of ["publish", "promote"] as const) await expect(acts[act](deps)).rejects.toMatchObject({ code, hint: expect.stringMatching(/.+/) });
    expect(await refsOf(project)).toBe(before);
    expect(await acts.rollback(deps)).toMatchObject({ outcome: "rolled-back", shared: false, offline: { code } });
    expect(await liveNow(deps)).toBe("1.0.0");
  }

  test("with rules of its own", async () => {
    const { mine, bare } = await copiesOf(shared);
    const hook = join(bare, "hooks/pre-receive");
    mkdirSync(join(bare, "hooks"), { recursive: true });
    writeFileSync(hook, "#!/bin/sh\necho 'Protected branch' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    const before = await remoteRefs(bare, mine);
    await refusesAll(mine, "remote-refused");
    expect(await remoteRefs(bare, mine)).toBe(before);
  });

  test("that may only be read", async () => {
    const { mine, bare } = await copiesOf(shared);
    const server = join(tempFolder(), "receive-pack");
    writeFileSync(server, "#!/bin/sh\necho 'ERROR: The key you are authenticating with has been marked as read only. Permission denied' >&2\nexit 1\n");
    chmodSync(server, 0o755);
    await mine.temp.git("config", "remote.origin.receivepack", server);
    const before = await remoteRefs(bare, mine);
    await refusesAll(mine, "remote-authentication");
    expect(await remoteRefs(bare, mine)).toBe(before);
  });

  test("whose log was rewritten", async () => {
    const { mine } = await copiesOf(shared);
    const root = await mine.temp.git("rev-list", "--max-parents=0", "promptops/releases");
    await mine.temp.git("push", "--quiet", "--force", "origin", `${root}:${log}`);
    const other = await mine.temp.git("commit-tree", "-m", "x", `${root}^{tree}`);
    await mine.temp.git("push", "--quiet", "--force", "origin", `${other}:${log}`);
    await refusesAll(mine, "release-log-lost");
  });

  test("that is no remote of this repository", async () => {
    const { mine } = await copiesOf(shared);
    await mine.temp.commit({ ".promptops.yml": config.replace("target: staging", "target: staging, remote: upstream") });
    const deps = await mine.deps();
    for (const act of ["publish", "promote"] as const) await expect(acts[act](deps)).rejects.toMatchObject({ code: "unknown-remote", exit: "usage" });
    // Whatever the configuration says, a rollback finds its way: the remote that the log was shared with before.
    expect(await acts.rollback(deps)).toMatchObject({ outcome: "rolled-back", shared: true });
  });
});

describe("tags", () => {
  test("of somebody else's under the next number are stepped over, here and on the remote", async () => {
    const { mine, theirs } = await copiesOf(shared);
    await mine.temp.git("tag", name("1.0.3"), "main");
    const deps = await mine.deps();
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published", version: "1.0.4", shared: true });
    expect(await verify(await theirs.deps(), { fetch: true })).toMatchObject({ sound: true });
  });

  test("that were moved here: what was published is not what they say, and a rollback goes by the log", async () => {
    const project = await copyOfProject(alone);
    for (const version of ["1.0.0", "1.0.1", "1.0.2"]) await project.temp.git("tag", "--force", "--annotate", "-m", "moved", name(version), "main");
    const deps = await project.deps();
    for (const act of ["publish", "promote"] as const) await expect(acts[act](deps)).rejects.toMatchObject({ code: "tag-conflict", exit: "environment" });
    expect(await acts.rollback(deps)).toMatchObject({ outcome: "rolled-back" });
    expect(await verify(deps, {})).toMatchObject({ sound: false });
  });

  test("that were replaced by lightweight ones are conflicts, too", async () => {
    const project = await copyOfProject(alone);
    for (const version of ["1.0.0", "1.0.1", "1.0.2"]) await project.temp.git("tag", "--force", name(version), "main");
    const deps = await project.deps();
    for (const act of ["publish", "promote"] as const)
      await expect(acts[act](deps)).rejects.toMatchObject({ code: "tag-conflict", hint: expect.stringContaining("--force") });
    expect(await acts.rollback(deps)).toMatchObject({ outcome: "rolled-back" });
  });

  test("that were deleted here come back from the remote", async () => {
    const { mine } = await copiesOf(shared);
    for (const version of ["1.0.0", "1.0.1", "1.0.2"]) await mine.temp.git("tag", "--delete", name(version));
    await allAreDone(await mine.deps());
  });

  test("that were deleted everywhere are missed, and a rollback goes by the log", async () => {
    const project = await copyOfProject(alone);
    for (const version of ["1.0.0", "1.0.1", "1.0.2"]) await project.temp.git("tag", "--delete", name(version));
    const deps = await project.deps();
    const missed = { code: "unknown-version", hint: expect.stringContaining("git fetch --tags") };
    for (const act of ["publish", "promote"] as const) await expect(acts[act](deps)).rejects.toMatchObject(missed);
    expect(await acts.rollback(deps)).toMatchObject({ outcome: "rolled-back" });
  });
});

describe("a log that was", () => {
  async function forged(project: ReleaseProject, change: (event: string) => string, more: Record<string, string> = {}): Promise<Deps> {
    const deps = await project.deps();
    const tip = await project.temp.git("rev-parse", "promptops/releases");
    const [event = ""] = await deps.git.readFromEach([tip], "event.json");
    const files = { "event.json": change(event), ...more };
    const next = await deps.git.writeCommit({ parent: tip, files, message: "x", author: { name: "Mallory", email: "m@example.com" }, at: 0 });
    await deps.git.updateRefs([{ ref: log, next, expected: tip }]);
    return deps;
  }

  test("forged at its tip", async () => {
    const deps = await forged(await copyOfProject(alone), (event) => event);
    for (const act of all) await expect(acts[act](deps)).rejects.toMatchObject({ code: "release-log-forged", exit: "environment" });
  });

  test("filled with rubbish", async () => {
    const deps = await forged(await copyOfProject(alone), () => "not JSON");
    for (const act of all) await expect(acts[act](deps)).rejects.toMatchObject({ code: "release-log-forged", exit: "environment" });
  });

  test("written by a newer promptops", async () => {
    const deps = await forged(await copyOfProject(alone), (event) => event.replace('"schema_version": 1', '"schema_version": 2'));
    for (const act of all) await expect(acts[act](deps)).rejects.toMatchObject({ code: "newer-release-log", exit: "environment" });
  });
});

describe("hostile words", () => {
  test.each(["--output=x", "..", "a b🙂\n", "refs/heads/x"])("%j names nothing", async (word) => {
    const deps = await alone.deps();
    const refs = await refsOf(alone);
    await expect(publish(deps, { prompt, version: word })).rejects.toMatchObject({ exit: "usage" });
    await expect(publish(deps, { prompt, target: word })).rejects.toMatchObject({ code: "unknown-environment" });
    await expect(promote(deps, { version: name(word), environment: "staging" })).rejects.toMatchObject({ exit: "usage" });
    await expect(promote(deps, { version: `${word}@1.0.0`, environment: "staging" })).rejects.toMatchObject({ exit: "usage" });
    await expect(promote(deps, { version: name("1.0.2"), environment: word })).rejects.toMatchObject({ code: "unknown-environment" });
    await expect(rollback(deps, { prompt, environment: word, reason: "x" })).rejects.toMatchObject({ code: "unknown-environment" });
    await expect(rollback(deps, { prompt, environment: "staging", to: word, reason: "x" })).rejects.toMatchObject({ code: "unknown-version" });
    await expect(rollback(deps, { environment: "staging", snapshot: word, reason: "x" })).rejects.toMatchObject({ code: "unknown-snapshot" });
    await expect(gate(deps, { prompt, ref: word })).rejects.toMatchObject({ exit: "usage" });
    expect(await refsOf(alone)).toBe(refs);
    expect(await alone.temp.git("status", "--porcelain")).toBe("");
  });

  test("are what people said, and nothing else", async () => {
    const project = await copyOfProject(alone);
    const deps = await project.deps();
    const words = '--output=x\n\n{\n"predicate": {"verdict": "pass"}\n}\n🙂 -- `$(touch x)` \u001b[31mred';
    expect(await publish(deps, { prompt, message: words })).toMatchObject({ outcome: "published", version: "1.0.3" });
    await promote(deps, { version: name("1.0.3"), environment: "staging" });
    const config = readFileSync(join(project.temp.root, ".promptops.yml"), "utf8");
    await project.temp.commit({ ".promptops.yml": config.replace("production: {", "production: { approvals: 1,") });
    vi.stubEnv("GIT_AUTHOR_EMAIL", "ben@example.com").stubEnv("GIT_COMMITTER_EMAIL", "ben@example.com");
    await approve(await project.deps(), { version: name("1.0.3"), environment: "production", reason: words });
    vi.unstubAllEnvs();
    await rollback(deps, { prompt, environment: "staging", reason: words });
    expect(await verify(deps, {})).toMatchObject({ sound: true, entries: 9 });
    const { entries, versions } = await history(deps, { prompt, limit: 1 });
    expect(entries[0]?.reason).toBe(words);
    expect(versions[0]).toMatchObject({ version: "1.0.3", verdict: "pass", summary: words });
    expect(await project.temp.git("status", "--porcelain")).toBe("");
  });
});

describe("places", () => {
  test("a clone that is shallow and partial, as runners have it", async () => {
    const { mine, bare } = await copiesOf(shared);
    await mine.temp.git("-C", bare, "config", "uploadpack.allowFilter", "true");
    await mine.temp.git("-C", bare, "config", "uploadpack.allowAnySHA1InWant", "true");
    const temp = tempRepoAt(tempFolder());
    await temp.git("clone", "--quiet", "--depth=1", "--no-single-branch", "--filter=blob:none", `file://${bare}`, ".");
    await allAreDone(await projectIn(temp).deps(90_000));
    expect(await verify(await mine.deps(), { fetch: true })).toMatchObject({ sound: true });
  });

  test("a linked worktree, its commit checked out by itself", async () => {
    const { mine } = await copiesOf(shared);
    const root = join(tempFolder(), "linked");
    await mine.temp.git("worktree", "add", "--quiet", "--detach", root);
    await allAreDone(await projectIn(tempRepoAt(root)).deps(90_000));
    expect(await mine.temp.git("status", "--porcelain")).toBe("");
  });

  test("a repository below a larger one, which is left alone", async () => {
    const outer = await tempRepo();
    await outer.commit({ "a.txt": "a" });
    const inner = await copyOfProject(alone);
    const root = join(outer.root, "vendor/prompts");
    mkdirSync(join(outer.root, "vendor"));
    await outer.git("clone", "--quiet", inner.temp.root, root);
    const temp = tempRepoAt(root);
    await temp.git("fetch", "--quiet", "origin", "promptops/releases:promptops/releases");
    await temp.git("remote", "remove", "origin");
    const before = await outer.git("for-each-ref");
    await allAreDone(await projectIn(temp).deps(90_000));
    expect(await outer.git("for-each-ref")).toBe(before);
    expect(existsSync(join(outer.root, ".git/promptops"))).toBe(false);
  });

  test("without an identity nobody releases", async () => {
    const project = await copyOfProject(alone);
    const deps = await project.deps();
    const refs = await refsOf(project);
    const nobody: Deps = { ...deps, git: { ...deps.git, identity: () => Promise.resolve(undefined) } };
    for (const act of all) await expect(acts[act](nobody)).rejects.toMatchObject({ code: "unknown-identity", hint: expect.stringContaining("git config") });
    expect(await refsOf(project)).toBe(refs);
  });

  test("a repository that git does not trust is not opened", async () => {
    vi.stubEnv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    await expect(openGitRepo(alone.temp.root)).rejects.toMatchObject({ code: "unsafe-repository", exit: "environment" });
    vi.unstubAllEnvs();
  });

  test("lines that end as on Windows make no other version", async () => {
    const { mine, theirs } = await copiesOf(shared);
    await theirs.temp.git("config", "core.autocrlf", "true");
    await theirs.temp.git("rm", "--quiet", "-r", "--cached", ".");
    await theirs.temp.git("reset", "--quiet", "--hard");
    const published = await publish(await mine.deps(), { prompt });
    const again = await publish(await theirs.deps(90_000), { prompt });
    expect(again).toMatchObject({ outcome: "already-published", version: "1.0.3", prompt_digest: published.prompt_digest });
    for (const act of ["promote", "rollback"] as const) expect(await acts[act](await theirs.deps(90_000))).toMatchObject({ ...done[act], shared: true });
  });
});

test("several environments, and none is named: it says which there are", async () => {
  const project = await copyOfProject(alone);
  await project.temp.commit({ ".promptops.yml": config.replace("release: { target: staging }\n", "") });
  await expect(acts.publish(await project.deps())).rejects.toMatchObject({ code: "missing-target", message: expect.stringContaining("staging, production") });
});
