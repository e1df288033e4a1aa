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
