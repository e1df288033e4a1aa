import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveText } from "../../src/reporters/release/approve-text.ts";
import { approve } from "../../src/services/approve.ts";
import { promote } from "../../src/services/promote.ts";
import { rollback } from "../../src/services/rollback.ts";
import { publish } from "../../src/services/publish.ts";
import { cast, type Cast } from "../helpers/cast.ts";
import { fileOf, forge } from "../helpers/forge.ts";
import { copyOfProject, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const version = `${prompt}@1.0.1`;
const environment = "production";
const files = (more: string) => promptFiles({ cases: 3, more });
const config = (policy: string) => ({
  ".promptops.yml": `schema_version: 1
providers: { demo: { kind: scripted, rules: rules.yml } }
environments:
  staging: { gate: { mode: smoke } }
  production: { gate: { mode: smoke }, ${policy} }
release: { target: staging }
`,
});
const twoSigned = "signed: true, approvals: 2, approvers: [ann@example.com, ben@example.com, lead@example.com]";

let people: Cast;
let start: ReleaseProject;

/** Cleo wrote and published 1.0.0, which Ben approved (entry 2), and 1.0.1, which the lead promoted to staging (entry 4). All of it is signed. */
beforeAll(async () => {
  people = cast(["ann", "ben", "bot", "cleo", "lead", "mallory"]);
  start = await releaseProject({ ...files("One."), ...config(twoSigned) });
  await publish(await people.as(start, "cleo"), { prompt });
  await approve(await people.as(start, "ben"), { version: `${prompt}@1.0.0`, environment });
  await people.commit(start, "cleo", files("Two."));
  await publish(await people.as(start, "cleo"), { prompt });
  await promote(await people.as(start, "lead"), { version, environment: "staging" });
});
afterAll(() => people.leave());

const asLead = async (project: ReleaseProject) => promote(await people.as(project, "lead"), { version, environment });
const missing = (says: string) => ({ outcome: "refused", refusals: [{ code: "approvals-missing", message: expect.stringContaining(says) }] });

describe("an approval", () => {
  test("is not what a file of the log says: of other entries, however well they are signed, none is made", async () => {
    const project = await copyOfProject(start);
    const mallory = await people.as(project, "mallory", { key: "none" });
    const path = `versions/${prompt}/1.0.1.json`;
    const word = (who: string, sequence: number) => ({ environment, by: { name: who, email: `${who}@example.com` }, at: "2026-11-20T09:00:00.000Z", sequence });
    const record = { ...(await fileOf(mallory, path)), approvals: [word("lead", 4), word("ben", 2)] };
    await forge(mallory, { kind: "deprecate", about: { prompt, version: "1.0.0" }, reason: "Old." }, { [path]: JSON.stringify(record) });
    await expect(asLead(project)).rejects.toMatchObject({ code: "release-log-forged", exit: "environment" });
  });

  test("in somebody's name that they did not sign does not count", async () => {
    const project = await copyOfProject(start);
    const about = { about: { prompt, version: "1.0.1" }, environment };
    const path = `versions/${prompt}/1.0.1.json`;
    const mallory = await people.as(project, "mallory");
    const approvals: unknown[] = [];
    for (const [index, who] of ["ben", "ann"].entries()) {
      const by = { name: who, email: `${who}@example.com` };
      approvals.push({ environment, by, at: new Date(mallory.clock.now()).toISOString(), sequence: 5 + index });
      const record = { ...(await fileOf(mallory, path)), approvals };
      // One with Mallory's signature, one with none.
      await forge(mallory, { ...about, by }, { [path]: `${JSON.stringify(record, null, 2)}\n` }, ...(index === 0 ? ([true] as const) : []));
    }
    expect(await asLead(project)).toMatchObject(
      missing("has 0 of the 2 approvals that production wants, not counting 2 that are not signed by whoever gave them"),
    );
  });

  test("for another environment, or of another version, does not count", async () => {
    const project = await copyOfProject(start);
    await people.commit(project, "cleo", config(`${twoSigned} }\n  eu: { approvals: 1`));
    await approve(await people.as(project, "ann"), { version, environment: "eu" });
    await approve(await people.as(project, "ann"), { version: `${prompt}@1.0.0`, environment });
    await approve(await people.as(project, "ben"), { version, environment });
    expect(await asLead(project)).toMatchObject(missing("has 1 of the 2 approvals"));
    await approve(await people.as(project, "ann"), { version, environment });
    expect(await asLead(project)).toMatchObject({ outcome: "promoted" });
  });
});

test("an approval of what the policy never lets in says what is in the way, and no next step that would be refused", async () => {
  const project = await copyOfProject(start);
  const nobody = await people.as(project, "cleo", { key: "none" });
  await project.temp.commit(files("Three."));
  await publish(nobody, { prompt });
  const given = await approve(await people.as(project, "ann"), { version: `${prompt}@1.0.2`, environment });
  expect(given).toMatchObject({ outcome: "approved", in_the_way: [{ code: "signature-missing" }] });
  const screen = { width: 200, color: false };
  const last = await approve(await people.as(project, "ben"), { version: `${prompt}@1.0.2`, environment });
  expect(approveText(last, screen)).toContain("in the way: production takes signed versions only, and the tag of billing/summarize@1.0.2 is not signed.");
  expect(approveText(last, screen)).not.toContain("next:");
  await approve(await people.as(project, "ann"), { version, environment });
  const sound = await approve(await people.as(project, "ben"), { version, environment });
  expect(approveText(sound, screen)).toContain(`next: promptops promote ${version} production`);
});

test("an approval counts until a rollback takes the version out of there, and then has to be said again", async () => {
  const project = await copyOfProject(start);
  await people.commit(project, "lead", config("approvals: 1"));
  const as = (who: string) => people.as(project, who);
  await promote(await as("lead"), { version: `${prompt}@1.0.0`, environment });
  await approve(await as("ann"), { version, environment, reason: "before the incident" });
  expect(await asLead(project)).toMatchObject({ outcome: "promoted" });
  await rollback(await as("lead"), { prompt, environment, reason: "empty answers" });
  expect(await asLead(project)).toMatchObject(missing("not counting 1 from before entry 8 rolled it back there"));
  const again = await approve(await as("ann"), { version, environment });
  expect(again).toMatchObject({
    outcome: "approved",
    approvals: [{ by: { email: "ann@example.com" }, sequence: 9 }],
    notes: ["Not counted, because entry 8 rolled the version back after it: ann@example.com (entry 6)."],
  });
  expect(await asLead(project)).toMatchObject({ outcome: "promoted" });
});

describe("an author", () => {
  /** Ann commits, and somebody publishes it. */
  async function byAnn(policy: string, publisher: Parameters<Cast["as"]>[1], how: Parameters<Cast["as"]>[2] = {}): Promise<ReleaseProject> {
    const project = await copyOfProject(start);
    await people.commit(project, "lead", config(policy));
    await people.commit(project, "ann", files("By Ann."));
    await publish(await people.as(project, publisher, how), { prompt });
    return project;
  }
  const theirs = { version: `${prompt}@1.0.2`, environment };

  test("who publishes under another name, with their own key, does not approve it", async () => {
    const project = await copyOfProject(start);
    await people.commit(project, "cleo", files("Three."));
    await publish(await people.as(project, "bot", { key: "ann" }), { prompt });
    await expect(approve(await people.as(project, "ann"), theirs)).rejects.toMatchObject({ code: "own-version" });
  });

  test.each(["signed: true, approvals: 1", "approvals: 1"])("who committed the change does not approve it, whoever published it: { %s }", async (policy) => {
    const project = await byAnn(policy, "bot");
    await expect(approve(await people.as(project, "ann"), theirs)).rejects.toMatchObject({ code: "own-version", message: expect.stringContaining("ann@") });
    // Said all the same, by hand or before the change, it counts for nothing.
    const ann = await people.as(project, "ann");
    const path = `versions/${prompt}/1.0.2.json`;
    const by = { name: "ann", email: "ann@example.com" };
    const approvals = [{ environment, by, at: new Date(ann.clock.now()).toISOString(), sequence: 6 }];
    await forge(
      ann,
      { about: { prompt, version: "1.0.2" }, environment },
      { [path]: `${JSON.stringify({ ...(await fileOf(ann, path)), approvals }, null, 2)}\n` },
      true,
    );
    expect(await promote(await people.as(project, "lead"), theirs)).toMatchObject({
      refusals: [{ code: "approvals-missing", hint: expect.stringContaining("ann@example.com made it") }],
    });
    await approve(await people.as(project, "ben"), theirs);
    expect(await promote(await people.as(project, "lead"), theirs)).toMatchObject({ outcome: "promoted" });
    // What is live there is not new any more: of the next version, whose change was not hers, she may say something.
    await people.commit(project, "cleo", files("By Cleo."));
    await publish(await people.as(project, "bot"), { prompt });
    expect(await approve(await people.as(project, "ann"), { ...theirs, version: `${prompt}@1.0.3` })).toMatchObject({ outcome: "approved" });
  });
});

describe("whoever else had a hand in a change", () => {
  const theirs = { version: `${prompt}@1.0.2`, environment };

  test.each([
    ["committed it under another's name", ["--author=cleo <cleo@example.com>", "--message", "change"]],
    ["is named as its co-author", ["--message", "change\n\nCo-authored-by: Ann A. <Ann@Example.com>\nCO-AUTHORED-BY: dora <dora@example.com>"]],
  ])("does not approve it: who %s", async (_, how) => {
    const project = await copyOfProject(start);
    await people.commit(project, "lead", config("approvals: 1"));
    await people.as(project, how[0]?.startsWith("--author") === true ? "ann" : "cleo");
    await project.temp.write(files("Together."));
    await project.temp.git("add", "--all");
    execFileSync("git", ["commit", "--quiet", ...how], { cwd: project.temp.root });
    await publish(await people.as(project, "bot"), { prompt });
    await expect(approve(await people.as(project, "ann"), theirs)).rejects.toMatchObject({ code: "own-version" });
    await expect(approve(await people.as(project, "cleo"), theirs)).rejects.toMatchObject({ code: "own-version" });
    await approve(await people.as(project, "ben"), theirs);
    expect(await promote(await people.as(project, "lead"), theirs)).toMatchObject({ outcome: "promoted" });
  });
});

describe("a word that does not count", () => {
  test("is not written: whoever's git does not sign in their name is told", async () => {
    const project = await copyOfProject(start);
    const before = await project.temp.git("rev-parse", "promptops/releases");
    for (const [how, says] of [
      [{ key: "none" }, "git signs no commits here"],
      [{ key: "mallory" }, "the key that signs here is that of mallory@example.com, and not of lead@example.com"],
    ] as const)
      await expect(approve(await people.as(project, "lead", how), { version, environment })).rejects.toMatchObject({
        code: "approval-not-signed",
        exit: "no",
        message: expect.stringContaining(says),
      });
    expect(await project.temp.git("rev-parse", "promptops/releases")).toBe(before);
  });

  test("keeps nobody from saying it again so that it counts, and a forged one does not speak for whom it names", async () => {
    const project = await copyOfProject(start);
    await people.commit(project, "lead", config("approvals: 2"));
    await approve(await people.as(project, "ben", { key: "none" }), { version, environment });
    await approve(await people.as(project, "lead", { key: "mallory" }), { version, environment });
    await people.commit(project, "lead", config(twoSigned));
    expect(await asLead(project)).toMatchObject(missing("has 0 of the 2"));
    const again = await approve(await people.as(project, "lead"), { version, environment });
    expect(again).toMatchObject({ outcome: "approved", approvals: [{ by: { name: "lead" } }], notes: [expect.stringContaining("ben@example.com (entry 5)")] });
    await approve(await people.as(project, "ben"), { version, environment });
    // Whatever is forged in their names afterwards takes nothing away.
    const mallory = await people.as(project, "lead", { key: "mallory" });
    const path = `versions/${prompt}/1.0.1.json`;
    const record = await fileOf(mallory, path);
    const lead = { environment, by: { name: "lead", email: "lead@example.com" }, at: new Date(mallory.clock.now()).toISOString(), sequence: 9 };
    const others = (record["approvals"] as { by: { name: string } }[]).filter(({ by }) => by.name !== "lead");
    await forge(mallory, { about: { prompt, version: "1.0.1" }, environment }, { [path]: JSON.stringify({ ...record, approvals: [...others, lead] }) }, true);
    expect(await approve(await people.as(project, "lead"), { version, environment })).toMatchObject({ outcome: "already-approved" });
    expect(await asLead(project)).toMatchObject({ outcome: "promoted" });
  });
});

test("nobody promotes in a publisher's name without the publisher's key, and a key alone may be a publisher", async () => {
  const project = await copyOfProject(start);
  await people.commit(project, "lead", config("signed: true, publishers: [lead@example.com]"));
  const before = await project.temp.git("rev-parse", "promptops/releases");
  for (const key of ["none", "mallory"])
    expect(await promote(await people.as(project, "lead", { key }), { version, environment })).toMatchObject({
      outcome: "refused",
      refusals: [{ code: "publisher-not-proven" }],
    });
  await people.commit(project, "lead", config(`publishers: ["${people.fingerprint("bot")}"]`));
  const asBot = async (key: string) => promote(await people.as(project, "bot", { key }), { version, environment });
  expect(await asBot("mallory")).toMatchObject({ refusals: [{ code: "publisher-not-allowed" }] });
  expect(await project.temp.git("rev-parse", "promptops/releases")).toBe(before);
  expect(await asBot("bot")).toMatchObject({ outcome: "promoted" });
});
