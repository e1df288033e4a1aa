import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { approve } from "../../src/services/approve.ts";
import { deprecate } from "../../src/services/deprecate.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { checkedRef, requireExplained } from "../../src/services/release/explained-log.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import { fileOf, forge } from "../helpers/forge.ts";
import {
  clonedProject,
  copiesOf,
  copyOfProject,
  projectIn,
  promptFiles,
  releaseProject,
  type Deps,
  type ReleaseProject,
  type SharedProject,
} from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepoAt } from "../helpers/temp-repo.ts";

const prompt = "billing/summarize";
const production = `live/production/${prompt}.json`;
const branch = "promptops/releases";
const log = `refs/heads/${branch}`;
const config = `schema_version: 1
providers: { demo: { kind: scripted, rules: rules.yml } }
environments:
  staging: { gate: { mode: smoke }, approvals: 1 }
  production: { gate: { mode: smoke } }
release: { target: production }
`;

let shared: SharedProject;

/** 1.0.0 and 1.0.1 were live in production, one after the other; two clones of one remote. */
beforeAll(async () => {
  const mine = await releaseProject({ ...promptFiles({ cases: 3 }), ".promptops.yml": config });
  const bare = await mine.temp.addRemote();
  await mine.temp.git("push", "--quiet", "origin", "main");
  for (const version of ["1.0.0", "1.0.1"]) {
    const deps = await mine.deps();
    await publish(deps, { prompt });
    await promote(deps, { version: `${prompt}@${version}`, environment: "production" });
    await mine.temp.commit(promptFiles({ cases: 3, more: `After ${version}.` }));
  }
  await mine.temp.git("push", "--quiet", "origin", "main");
  const theirs = await clonedProject(mine);
  await theirs.temp.git("branch", "--quiet", branch, `origin/${branch}`);
  shared = { mine, theirs, bare };
});

/** A word about 1.0.1 that says nothing of production, and makes 1.0.0 live there. */
async function pointBack(deps: Deps): Promise<string> {
  const now = await fileOf(deps, production);
  const record = await fileOf(deps, `versions/${prompt}/1.0.0.json`);
  return forge(
    deps,
    { kind: "deprecate", about: { prompt, version: "1.0.0" }, reason: "Old." },
    {
      [production]: JSON.stringify({ ...now, version: "1.0.0", prompt_digest: record["prompt_digest"] }),
      [`versions/${prompt}/1.0.0.json`]: JSON.stringify({
        ...record,
        deprecated: { at: new Date(deps.clock.now()).toISOString(), by: await deps.git.identity(), reason: "Old." },
      }),
    },
  );
}

const acts: Readonly<Record<string, (deps: Deps) => Promise<unknown>>> = {
  publish: (deps) => publish(deps, { prompt }),
  approve: (deps) => approve(deps, { version: `${prompt}@1.0.1`, environment: "staging" }),
  promote: (deps) => promote(deps, { version: `${prompt}@1.0.0`, environment: "production" }),
  deprecate: (deps) => deprecate(deps, { version: `${prompt}@1.0.1`, reason: "Hm." }),
  rollback: (deps) => rollback(deps, { prompt, environment: "production", reason: "Outage." }),
  live: (deps) => live(deps, {}),
};
const forged = { code: "release-log-forged", exit: "environment", hint: expect.stringContaining("docs/runbook.md") };

describe("an entry that writes more than it says", () => {
  test("is believed by nobody: nothing is built on it, and nothing is shown of it", async () => {
    const { mine } = await copiesOf(shared);
    const good = await mine.temp.git("rev-parse", branch);
    const tip = await pointBack(await mine.deps());
    await mine.temp.git("remote", "remove", "origin");
    for (const act of Object.values(acts)) await expect(act(await mine.deps())).rejects.toMatchObject(forged);
    await expect(acts["live"]?.(await mine.deps())).rejects.toMatchObject({
      message: `Entry 5 of the release log was forged. It changes ${production}, and nothing that it says does.`,
      hint: expect.stringContaining(good.slice(0, 12)),
    });
    expect(await mine.temp.git("rev-parse", branch)).toBe(tip);
    const { sound, log: checks } = await verify(await mine.deps(), {});
    expect(sound).toBe(false);
    expect(checks).toContainEqual({
      check: "state",
      outcome: "problem",
      message: `Entry 5 (${tip.slice(0, 7)}) does not speak of ${production}, and its commit changes it.`,
    });
  });

  test("is not hidden by sound ones on top of it", async () => {
    const project = await copyOfProject(shared.mine);
    await project.temp.git("remote", "remove", "origin");
    const deps = await project.deps();
    await pointBack(deps);
    await forge(
      deps,
      { kind: "deprecate", about: { prompt, version: "1.0.1" }, reason: "Old." },
      {
        [`versions/${prompt}/1.0.1.json`]: JSON.stringify({
          ...(await fileOf(deps, `versions/${prompt}/1.0.1.json`)),
          deprecated: { at: new Date(deps.clock.now()).toISOString(), by: await deps.git.identity(), reason: "Old." },
        }),
      },
    );
    await expect(acts["promote"]?.(await project.deps())).rejects.toMatchObject({ ...forged, message: expect.stringContaining("Entry 5 ") });
    await project.temp.git("update-ref", "-d", checkedRef);
    await expect(acts["promote"]?.(await project.deps())).rejects.toMatchObject({ ...forged, message: expect.stringContaining("Entry 5 ") });
  });

  const changes = { environment: "production", prompt, from: "1.0.1", to: "1.0.0" };
  test.each<[string, Parameters<typeof forge>[1], Record<string, string>, string]>([
    [
      "goes where nothing was live",
      { kind: "rollback", reason: "x", changes: [{ ...changes, environment: "staging", from: null }] },
      {},
      "was never live in staging",
    ],
    ["says one version and writes another", { kind: "rollback", reason: "x", changes: [changes] }, { [production]: "{}" }, "It leaves in live/production"],
    ["writes nothing of what it says", { kind: "rollback", reason: "x", changes: [changes] }, {}, "It leaves in live/production"],
    [
      "brings files of its own",
      { kind: "rollback", reason: "x", changes: [changes] },
      { "live/eu/billing/summarize.json": "{}" },
      "It changes live/eu/billing/summarize.json",
    ],
    ["speaks of what was never published", { about: { prompt, version: "9.0.0" }, environment: "staging" }, {}, "9.0.0 was never published"],
  ])("is found when it %s", async (_, event, files, says) => {
    const project = await copyOfProject(shared.mine);
    const deps = await project.deps();
    await forge(deps, event, files);
    await expect(live(deps, {})).rejects.toMatchObject({ ...forged, message: expect.stringContaining(says) });
  });

  test("is found when it only removes, makes something else of a file, or joins two lines", async () => {
    const project = await copyOfProject(shared.mine);
    const { temp } = project;
    await temp.git("remote", "remove", "origin");
    const good = await temp.git("rev-parse", branch);
    await rollback(await project.deps(), { prompt, environment: "production", reason: "To copy." });
    const copied = await temp.git("ls-tree", "-r", branch);
    /** The same entry with other files, or with a further parent. */
    const instead = async (files: string, ...parents: string[]) => {
      const tree = treeOf(temp.root, files);
      const commit = await temp.git("commit-tree", "-m", "x", ...[good, ...parents].flatMap((parent) => ["-p", parent]), tree);
      await temp.git("update-ref", log, commit);
      await temp.git("update-ref", checkedRef, good);
      return live(await project.deps(), {});
    };
    await expect(instead(copied)).resolves.toMatchObject({ live: [{ version: "1.0.0" }] });
    const without = copied.split("\n").filter((line) => !line.endsWith("/1.0.1.json"));
    await expect(instead(without.join("\n"))).rejects.toMatchObject({ ...forged, message: expect.stringContaining("It changes versions/") });
    await expect(instead(copied.replace(/^100644(?=.*live)/m, "100755"))).rejects.toMatchObject({
      ...forged,
      message: expect.stringContaining("It changes live/"),
    });
    await expect(instead(copied, await temp.git("rev-parse", "main"))).rejects.toMatchObject({
      ...forged,
      message: expect.stringContaining("It does not follow"),
    });
  });
});

/** @param files As `git ls-tree -r` prints them. */
function treeOf(root: string, files: string): string {
  const env = { ...process.env, GIT_INDEX_FILE: join(root, ".git/forging") };
  const git = (args: string[], input?: string) => execFileSync("git", args, { cwd: root, env, encoding: "utf8", ...(input !== undefined && { input }) }).trim();
  git(["read-tree", "--empty"]);
  git(["update-index", "--index-info"], `${files}\n`);
  return git(["write-tree"]);
}

describe("on a remote", () => {
  const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
  const [, section = ""] = runbook.split("## A forged entry\n");
  const commands = [...(section.split("\n## ")[0] ?? "").matchAll(/^ {7}(.*)$/gm)].map(([, line = ""]) => line);

  test("it is not followed; a rollback is recorded on what was sound; and the runbook takes it out", async () => {
    const { mine, theirs, bare } = await copiesOf(shared);
    const good = await mine.temp.git("rev-parse", branch);
    const there = await pointBack(await theirs.deps());
    await theirs.temp.git("push", "--quiet", "origin", branch);
    const refs = await mine.temp.git("-C", bare, "for-each-ref");
    for (const name of ["publish", "approve", "promote"]) await expect(acts[name]?.(await mine.deps())).rejects.toMatchObject(forged);
    expect(await mine.temp.git("rev-parse", branch)).toBe(good);
    expect(await acts["rollback"]?.(await mine.deps())).toMatchObject({ outcome: "rolled-back", shared: false, offline: { code: "release-log-forged" } });
    expect(await mine.temp.git("-C", bare, "for-each-ref")).toBe(refs);
    // Theirs has taken it over.
    await expect(acts["promote"]?.(await theirs.deps())).rejects.toMatchObject(forged);

    const gits = commands.filter((command) => command.startsWith("git "));
    const [show = "", push = "", ...follow] = gits;
    const words = { THERE: there, GOOD: good };
    const run = async ({ temp }: ReleaseProject, command: string) =>
      temp.git(
        ...Object.entries(words)
          .reduce((all, [word, value]) => all.replace(word, value), command)
          .split(" ")
          .slice(1),
      );
    expect(commands.filter((command) => !command.startsWith("git "))).toEqual(["promptops verify --fetch", "promptops verify --fetch"]);
    expect(await verify(await mine.deps(), { fetch: true })).toMatchObject({ sound: false });
    expect(await run(mine, show)).toContain(there);
    await run(mine, push);
    for (const command of follow) await run(theirs, command);

    // What was recorded here meanwhile goes up, and everybody goes on.
    expect(await acts["promote"]?.(await mine.deps(60_000))).toMatchObject({
      outcome: "already-live",
      notes: ["1 entry recorded here earlier is now on origin."],
    });
    expect(await verify(await mine.deps(), { fetch: true })).toMatchObject({ sound: true, entries: 5 });
    expect(await promote(await theirs.deps(60_000), { version: `${prompt}@1.0.1`, environment: "production" })).toMatchObject({ outcome: "promoted" });
    expect(await verify(await theirs.deps(), { fetch: true })).toMatchObject({ sound: true, entries: 6 });
  });
});

test("what was checked once is not looked at again", async () => {
  const { mine } = await copiesOf(shared);
  const asked: [string, number][] = [];
  const watched = async (): Promise<Deps> => {
    const deps = await mine.deps();
    return { ...deps, git: { ...deps.git, filesChanged: (range, most) => (asked.push([range, most]), deps.git.filesChanged(range, most)) } };
  };
  await live(await watched(), {});
  await rollback(await watched(), { prompt, environment: "production", reason: "To see." });
  expect(asked).toEqual([]);
  await mine.temp.git("update-ref", "-d", checkedRef);
  await live(await watched(), {});
  expect(asked).toEqual([[await mine.temp.git("rev-parse", branch), 100]]);
});

test("a version's tag that was moved or deleted on the remote is a problem for whoever asks it", async () => {
  const { mine, theirs, bare } = await copiesOf(shared);
  const name = (version: string) => `${prompt}@${version}`;
  // One that is published here and was never pushed is not missed.
  await mine.temp.git("remote", "rename", "origin", "away");
  expect(await publish(await mine.deps(), { prompt })).toMatchObject({ outcome: "published", version: "1.0.2" });
  await mine.temp.git("remote", "rename", "away", "origin");
  expect(await verify(await mine.deps(), { fetch: true })).toMatchObject({ sound: true });
  const named = await mine.temp.git("rev-parse", name("1.0.0"));
  await mine.temp.git("-C", bare, "tag", "--force", "--annotate", "-m", "moved", name("1.0.0"), "main");
  await mine.temp.git("-C", bare, "tag", "--delete", name("1.0.1"));
  const moved = await mine.temp.git("-C", bare, "rev-parse", name("1.0.0"));
  for (const project of [mine, theirs]) {
    const { sound, versions } = await verify(await project.deps(), { fetch: true });
    expect(sound).toBe(false);
    const problems = new Map(versions.map(({ name: version, checks }) => [version, checks.filter(({ outcome }) => outcome === "problem")]));
    expect(problems.get(name("1.0.0"))).toEqual([
      {
        check: "tag",
        outcome: "problem",
        message: `On origin its tag is ${moved.slice(0, 7)}, where entry 1 of the release log names ${named.slice(0, 7)}: it was moved there.`,
      },
    ]);
    expect(problems.get(name("1.0.1"))).toMatchObject([{ check: "tag", message: expect.stringContaining("was deleted on origin") }]);
    expect(await verify(await project.deps(), {})).toMatchObject({ sound: true });
    expect(await verify(await project.deps(), { fetch: true, version: name("1.0.1") })).toMatchObject({ sound: false });
  }
});

test("a partial clone brings what it checks here in one request", async () => {
  const { mine, bare } = await copiesOf(shared);
  await mine.temp.git("-C", bare, "config", "uploadpack.allowFilter", "true");
  await mine.temp.git("-C", bare, "config", "uploadpack.allowAnySHA1InWant", "true");
  const temp = tempRepoAt(tempFolder());
  await temp.git("clone", "--quiet", "--filter=blob:none", `file://${bare}`, ".");
  const { git } = await projectIn(temp).deps();
  const trace = join(tempFolder(), "trace");
  vi.stubEnv("GIT_TRACE", trace);
  await requireExplained(git, await git.ref(`refs/remotes/origin/${branch}`));
  vi.unstubAllEnvs();
  expect(readFileSync(trace, "utf8").match(/built-in: git fetch/g)).toHaveLength(1);
});

test("a remote's log that cannot be read is not followed, and keeps no rollback from being recorded", async () => {
  const { mine, theirs } = await copiesOf(shared);
  const good = await mine.temp.git("rev-parse", branch);
  await forge(await theirs.deps(), {}, { "event.json": "not JSON" });
  await theirs.temp.git("push", "--quiet", "origin", branch);
  await expect(acts["promote"]?.(await mine.deps())).rejects.toMatchObject({ code: "release-log-forged" });
  expect(await mine.temp.git("rev-parse", branch)).toBe(good);
  expect(await acts["rollback"]?.(await mine.deps())).toMatchObject({ outcome: "rolled-back", shared: false, offline: { code: "release-log-forged" } });
});
