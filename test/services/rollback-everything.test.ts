import { beforeAll, describe, expect, test } from "vitest";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import { dyingAt } from "../helpers/dying-git.ts";
import { clonedProject, copiesOf, promptFiles, refsOf, releaseProject, type Deps, type SharedProject } from "../helpers/release-project.ts";

const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: { gate: { mode: smoke } }
  production: { gate: { mode: smoke } }
  eu: { gate: { mode: smoke } }
release: { target: staging }
`;
const [a, b] = ["billing/a", "billing/b"];
const files = (more: string) => ({ ...promptFiles({ id: a, cases: 3, more }), ...promptFiles({ id: b, cases: 3, more }) });
/** When 1.0.0 of both is all there is: `a` in production and staging, `b` in staging. */
const good = "5";

let shared: SharedProject;

/** Then 1.0.1 of both in staging, and of `a` in production; and `b` for the first time in production. Eleven entries, two clones of one remote. */
beforeAll(async () => {
  const mine = await releaseProject({ ...files("One."), ".promptops.yml": config });
  const deps = await mine.deps();
  const to = (prompt: string, version: string, environment: string) => promote(deps, { version: `${prompt}@${version}`, environment });
  for (const prompt of [a, b]) await publish(deps, { prompt });
  for (const [prompt, place] of [
    [a, "production"],
    [a, "staging"],
    [b, "staging"],
  ] as const)
    await to(prompt, "1.0.0", place);
  await mine.temp.commit(files("Two."));
  for (const prompt of [a, b]) await publish(deps, { prompt });
  for (const [prompt, place] of [
    [a, "production"],
    [a, "staging"],
    [b, "staging"],
    [b, "production"],
  ] as const)
    await to(prompt, "1.0.1", place);
  const bare = await mine.temp.addRemote();
  await mine.temp.git("push", "--quiet", "origin", "main", "promptops/releases", "--tags");
  await mine.temp.git("fetch", "--quiet", "origin");
  await mine.temp.git("remote", "set-head", "origin", "main");
  const theirs = await clonedProject(mine);
  await live(await theirs.deps(), { fetch: true });
  shared = { mine, theirs, bare };
});

const everything = { snapshot: good, reason: "Outage." };
const liveNow = async (deps: Deps) => (await live(deps, { fetch: true })).live.map(({ environment, prompt, version }) => `${environment} ${prompt} ${version}`);
const before = ["production billing/a 1.0.1", "production billing/b 1.0.1", "staging billing/a 1.0.1", "staging billing/b 1.0.1"];
const after = ["production billing/a 1.0.0", "production billing/b 1.0.1", "staging billing/a 1.0.0", "staging billing/b 1.0.0"];

describe("a rollback of everything", () => {
  test("to a snapshot is one entry, which leaves what was not live there then", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const deps = await mine.deps();
    const refs = await refsOf(mine);
    const planned = await rollback(deps, { ...everything, dryRun: true });
    expect(await refsOf(mine)).toBe(refs);
    const told = {
      snapshot: 5,
      kept: [{ environment: "production", prompt: b }],
      changes: [
        { environment: "production", prompt: a, from: "1.0.1", to: "1.0.0" },
        { environment: "staging", prompt: a, from: "1.0.1", to: "1.0.0" },
        { environment: "staging", prompt: b, from: "1.0.1", to: "1.0.0" },
      ],
    };
    expect(planned).toMatchObject({ outcome: "planned", ...told });
    expect(planned).not.toHaveProperty("environment");
    expect(await rollback(deps, everything)).toMatchObject({ outcome: "rolled-back", entry: 12, shared: true, ...told });
    expect(await mine.temp.git("log", "-1", "--format=%s", "promptops/releases")).toBe("Roll back production and staging to entry 5 (2 prompts)");
    expect(await rollback(deps, everything)).toMatchObject({ outcome: "already-there", changes: [] });
    const other = await theirs.deps();
    expect(await liveNow(other)).toEqual(after);
    expect(await verify(other, {})).toMatchObject({ sound: true, entries: 12 });
    expect(await history(other, { prompt: b, limit: 1 })).toMatchObject({ entries: [{ sequence: 12, snapshot: 5 }] });
    // And from there each goes on by itself.
    expect(await rollback(deps, { environment: "staging", snapshot: "11", reason: "It was something else." })).toMatchObject({ entry: 13, changes: [{}, {}] });
  });

  test("to a time, of two environments, or of one prompt in both", async () => {
    const { mine } = await copiesOf(shared);
    const deps = await mine.deps(3_600_000);
    const nothing = { environment: "production", alsoIn: ["staging", "production"], snapshot: "1m", reason: "x" };
    expect(await rollback(deps, nothing)).toMatchObject({ outcome: "already-there", snapshot: 11, also_in: ["staging"] });
    const one = { environment: "production", alsoIn: ["staging"], prompt: a, reason: "Bad answers." };
    expect(await rollback(deps, one)).toMatchObject({
      outcome: "rolled-back",
      entry: 12,
      changes: [{ environment: "production" }, { environment: "staging" }],
    });
    expect(await mine.temp.git("log", "-1", "--format=%s", "promptops/releases")).toBe("Roll back billing/a in production and staging");
    expect(await rollback(deps, one)).toMatchObject({
      outcome: "already-there",
      notes: [expect.stringContaining("live in production since entry 12"), expect.stringContaining("live in staging since entry 12")],
    });
    expect(await rollback(deps, { ...one, to: "1.0.1" })).toMatchObject({ entry: 13, changes: [{ to: "1.0.1" }, { to: "1.0.1" }] });
  });

  test("is refused, all of it, when one part of it was never live there, and writes nothing", async () => {
    const { mine } = await copiesOf(shared);
    const deps = await mine.deps();
    const tip = await mine.temp.git("rev-parse", "promptops/releases");
    const asked = { environment: "staging", prompt: b, reason: "x" };
    await expect(rollback(deps, { ...asked, alsoIn: ["production"] })).rejects.toMatchObject({ code: "nothing-earlier" });
    await expect(rollback(deps, { ...asked, alsoIn: ["production"], to: "1.0.0" })).rejects.toMatchObject({ code: "never-live-there" });
    await expect(rollback(deps, { ...asked, alsoIn: ["eu"] })).rejects.toMatchObject({ code: "nothing-live" });
    await expect(rollback(deps, { ...asked, alsoIn: ["prod"] })).rejects.toMatchObject({ code: "unknown-environment" });
    await expect(rollback(deps, { environment: a, snapshot: good, reason: "x" })).rejects.toMatchObject({
      code: "missing-argument",
      message: "billing/a is a prompt, and no environment is named.",
    });
    for (const unclear of [{}, { prompt: a }, { alsoIn: ["eu"], snapshot: good }, { also: [b], snapshot: good }, { prompt: a, snapshot: good }])
      await expect(rollback(deps, { ...unclear, reason: "x" })).rejects.toMatchObject({ code: "missing-argument", exit: "usage" });
    expect(await mine.temp.git("rev-parse", "promptops/releases")).toBe(tip);
  });
});

describe("a rollback of everything on the way", () => {
  test.each([
    ["before its entry", "writeCommit", false],
    ["between entry and push", "pushAtomically", false],
    ["between push and the local log", "pushAtomically", true],
  ] as const)("killed %s is there whole, or was never made", async (_, step, isShared) => {
    const { mine, theirs } = await copiesOf(shared);
    const deps = await mine.deps();
    await expect(rollback(dyingAt(deps, step, isShared), everything)).rejects.toThrow(/killed|dead/);
    expect(await liveNow(await theirs.deps())).toEqual(isShared ? after : before);
    expect(await rollback(deps, everything)).toMatchObject({ outcome: isShared ? "already-there" : "rolled-back", shared: true });
    expect(await liveNow(await theirs.deps())).toEqual(after);
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: true, entries: 12 });
  });

  test("that loses a race is decided again, with what the winner made live", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const [deps, other] = [await mine.deps(), await theirs.deps()];
    let raced = false;
    const git: Deps["git"] = {
      ...deps.git,
      async pushAtomically(...push) {
        if (!raced) await rollback(other, { prompt: a, environment: "staging", reason: "Same thought." });
        raced = true;
        return deps.git.pushAtomically(...push);
      },
    };
    expect(await rollback({ ...deps, git }, everything)).toMatchObject({
      outcome: "rolled-back",
      entry: 13,
      shared: true,
      changes: [
        { environment: "production", prompt: a },
        { environment: "staging", prompt: b },
      ],
    });
    expect(await liveNow(other)).toEqual(after);
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: true, entries: 13 });
  });

  test("that was made offline goes up whole, without what others did already", async () => {
    const { mine, theirs, bare } = await copiesOf(shared);
    const [deps, other] = [await mine.deps(), await theirs.deps()];
    await mine.temp.git("remote", "set-url", "origin", `${bare}-away`);
    expect(await rollback(deps, everything)).toMatchObject({ outcome: "rolled-back", entry: 12, shared: false, offline: { code: "remote-unreachable" } });
    expect(await live(deps, {})).toMatchObject({ pending: ["Roll back production and staging to entry 5 (2 prompts)"] });
    await rollback(other, { prompt: a, environment: "staging", reason: "Same thought." });
    await mine.temp.git("remote", "set-url", "origin", bare);
    expect(await rollback(deps, everything)).toMatchObject({
      outcome: "already-there",
      shared: true,
      notes: [expect.stringContaining("recorded anew"), expect.stringContaining("now on origin")],
    });
    expect(await liveNow(other)).toEqual(after);
    expect(await verify(other, {})).toMatchObject({ sound: true, entries: 13 });
  });
});
