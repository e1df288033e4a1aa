import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { gate } from "../../src/services/gate.ts";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import { clonedProject, copiesOf, promptFiles, releaseProject, type ReleaseProject, type SharedProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const log = "refs/heads/promptops/releases";
const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

let shared: SharedProject;

/** Two clones of one remote, of which theirs has not seen the last entry: 1.0.0 is live in staging. */
beforeAll(async () => {
  const mine = await releaseProject(promptFiles({ cases: 60 }));
  const bare = await mine.temp.addRemote();
  await mine.temp.git("push", "--quiet", "origin", "main");
  await publish(await mine.deps(), { prompt });
  const theirs = await clonedProject(mine);
  await theirs.temp.git("branch", "--quiet", "promptops/releases", "origin/promptops/releases");
  await promote(await mine.deps(), { version: `${prompt}@1.0.0`, environment: "staging" });
  shared = { mine, theirs, bare };
});

/** The commands of a section, in their order. */
function commandsOf(heading: string): string[] {
  const [, section = ""] = runbook.split(`## ${heading}\n`);
  return [...(section.split("\n## ")[0] ?? "").matchAll(/^ {7}(.*)$/gm)].map(([, line = ""]) => line);
}

const run = async ({ temp }: ReleaseProject, command: string) => temp.git(...command.split(" ").slice(1));

describe("a release log that was deleted on the remote", () => {
  const lost = { code: "release-log-lost", exit: "environment" };

  test("is told to whoever asks the remote, and only its newest copy is to go back", async () => {
    const { mine, theirs, bare } = await copiesOf(shared);
    await mine.temp.git("-C", bare, "update-ref", "-d", log);
    const behind = await theirs.deps();
    const ends = { ...lost, hint: expect.stringMatching(/newest is to be pushed back: this clone's ends with entry 1,.*history --limit 1.*docs\/runbook\.md/) };
    await expect(live(behind, { fetch: true })).rejects.toMatchObject(ends);
    await expect(history(behind, { limit: 1, fetch: true })).rejects.toMatchObject(ends);
    await expect(history(behind, { prompt, limit: 1, fetch: true })).rejects.toMatchObject(ends);
    await expect(gate(behind, { prompt })).rejects.toMatchObject(ends);
    await expect(promote(behind, { version: `${prompt}@1.0.0`, environment: "staging" })).rejects.toMatchObject(ends);
    expect(await live(behind, {})).toMatchObject({ entry: 1, as_last_seen: "origin" });
    expect(await gate(behind, { prompt, offline: true })).toMatchObject({ gate: { verdict: "pass" } });
    // One that has seen nothing of it knows by the versions' tags.
    const fresh = await (await clonedProject(mine)).deps();
    await expect(live(fresh, { fetch: true })).rejects.toMatchObject({ ...lost, message: expect.stringContaining("1 version tag") });
    await expect(gate(fresh, { prompt })).rejects.toMatchObject(lost);
  });

  test("comes back as the runbook says", async () => {
    const { mine, theirs, bare } = await copiesOf(shared);
    await mine.temp.git("-C", bare, "update-ref", "-d", log);
    const [look, ask, push = "", check, ...more] = commandsOf("The remote's release log is gone");
    expect([look, ask, check, more]).toEqual(["promptops history --limit 1", "promptops live --fetch", "promptops verify --fetch", []]);
    const ends = async (project: ReleaseProject) => (await history(await project.deps(), { limit: 1 })).entries.map(({ sequence }) => sequence);
    expect([await ends(theirs), await ends(mine)]).toEqual([[1], [2]]);
    const told = await live(await mine.deps(), { fetch: true }).then(
      () => "",
      ({ hint }: { hint: string }) => hint,
    );
    const [, copy = ""] = /git push origin ([0-9a-f]+):/.exec(told) ?? [];
    expect(told).toContain(push.replace("COPY", copy));
    expect(await rollback(await theirs.deps(), { prompt, environment: "staging", reason: "x" }).catch(({ code }: { code: string }) => code)).toBe(
      "nothing-live",
    );
    await run(mine, push.replace("COPY", copy));
    for (const project of [mine, theirs]) expect(await verify(await project.deps(), { fetch: true })).toMatchObject({ sound: true, entries: 2 });
    expect(await live(await theirs.deps(), { fetch: true })).toMatchObject({ entry: 2, live: [{ version: "1.0.0" }] });
  });
});

describe("a clone's release log that is something else", () => {
  const moved = async () => {
    const both = await copiesOf(shared);
    await both.mine.temp.git("update-ref", log, "main");
    return both;
  };

  test("keeps no rollback waiting: the remote's counts, and what was here is kept", async () => {
    const { mine, bare } = await moved();
    await expect(live(await mine.deps(), {})).rejects.toMatchObject({ code: "release-log-damaged", hint: expect.stringContaining("docs/runbook.md") });
    const { sound, log: checks } = await verify(await mine.deps(), {});
    expect(sound).toBe(false);
    expect(checks.filter(({ outcome }) => outcome === "problem")).toMatchObject([
      { message: expect.stringContaining(`\`git update-ref -d ${log}\` drops it`) },
    ]);
    expect(await verify(await mine.deps(), { version: `${prompt}@1.0.0` })).toMatchObject({ sound: false, versions: [{ name: `${prompt}@1.0.0` }] });
    await mine.temp.git("remote", "set-url", "origin", `${bare}-away`);
    const main = await mine.temp.git("rev-parse", "main");
    await expect(rollback(await mine.deps(), { prompt, environment: "staging", to: "1.0.0", reason: "x" })).resolves.toMatchObject({
      outcome: "already-there",
      notes: [
        expect.stringMatching(new RegExp(`^The release log here was damaged, and is origin's now.*refs/promptops/superseded/${main}`)),
        expect.stringContaining("as this clone last saw it"),
      ],
    });
    expect(await mine.temp.git("for-each-ref", "--format=%(objectname)", "refs/promptops/superseded/")).toBe(main);
    expect(await live(await mine.deps(), {})).toMatchObject({ entry: 2 });
  });

  test("is mended as the runbook says, with a remote and without one", async () => {
    const { mine } = await moved();
    const [look, drop = "", back = "", check, ...more] = commandsOf("A damaged release log");
    expect([look, check, more]).toEqual(["promptops verify --fetch", "promptops verify", []]);
    expect(await verify(await mine.deps(), { fetch: true })).toMatchObject({ sound: false });
    await run(mine, drop);
    expect(await verify(await mine.deps(), {})).toMatchObject({ sound: true, entries: 2 });
    await mine.temp.git("update-ref", log, "main");
    await mine.temp.git("remote", "remove", "origin");
    expect((await verify(await mine.deps(), {})).log).toContainEqual(expect.objectContaining({ message: expect.stringContaining(`\`git update-ref ${log} `) }));
    await run(mine, back);
    expect(await verify(await mine.deps(), {})).toMatchObject({ sound: true, entries: 2 });
    expect(await live(await mine.deps(), {})).toMatchObject({ entry: 2 });
  });
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ["is the one before it again", {}, "It does not follow from the one before it."],
  ["has no record", { "event.json": "not JSON" }, "Its commit has no readable record."],
])("an entry on top of the log that %s is forged, whoever asks", async (_, files, why) => {
  const { mine } = await copiesOf(shared);
  const deps = await mine.deps();
  const parent = await deps.git.ref(log);
  const next = await deps.git.writeCommit({ parent, files, message: "Hm", author: { name: "m", email: "m@x" }, at: 0 });
  await mine.temp.git("push", "--quiet", "origin", `${next}:${log}`);
  const forged = { code: "release-log-forged", message: expect.stringContaining(why), hint: expect.stringContaining("docs/runbook.md") };
  const acts = [
    () => promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" }),
    () => live(deps, { fetch: true }),
    () => history(deps, { limit: 1 }),
    () => history(deps, { limit: 1, prompt }),
    () => gate(deps, { prompt }),
  ];
  for (const act of acts) await expect(act()).rejects.toMatchObject({ ...forged, message: expect.stringMatching(/^Entry 3 of the release log was forged\./) });
  expect(await rollback(deps, { prompt, environment: "staging", to: "1.0.0", reason: "x" })).toMatchObject({ offline: { code: "release-log-forged" } });
  expect(await verify(deps, {})).toMatchObject({ sound: false });
});
