import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approve } from "../../src/services/approve.ts";
import { promote } from "../../src/services/promote.ts";
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
