import { afterAll, beforeAll, expect, test } from "vitest";
import { releaseBundles } from "../../src/adapters/git/release-bundles.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { releaseBundle } from "../../src/services/release-bundle.ts";
import { verifyBundle } from "../../src/services/verify-bundle.ts";
import { verify } from "../../src/services/verify.ts";
import { cast, type Cast } from "../helpers/cast.ts";
import { copyOfProject, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const version = `${prompt}@1.0.0`;
let people: Cast;
let project: ReleaseProject;

/** Ann published, and signed it; Ben promoted, and did not. */
beforeAll(async () => {
  people = cast(["ann", "ben", "mallory"]);
  const environments = "environments: { staging: { gate: { mode: smoke } } }";
  project = await releaseProject({
    ...promptFiles({ cases: 3 }),
    ".promptops.yml": `schema_version: 1\nproviders: { demo: { kind: scripted, rules: rules.yml } }\n${environments}\n`,
  });
  await publish(await people.as(project, "ann"), { prompt });
  await promote(await people.as(project, "ben", { key: "none" }), { version, environment: "staging" });
});
afterAll(() => people.leave());

const signatures = (checks: readonly { readonly check: string }[]) => checks.filter(({ check }) => check === "signature");

test("what is signed and cannot be judged here is not called unsigned, neither here nor in a bundle", async () => {
  people.trust("nobody-told");
  const deps = await people.as(project, "ann");
  const told = "by nobody knows whom: git was not told here whom to trust (`gpg.ssh.allowedSignersFile`), or does not have the key.";
  const entries = { check: "signature", outcome: "note", message: `0 of 2 entries are signed by somebody whom git trusts here, 1 not at all, 1 ${told}` };
  const tag = { check: "signature", outcome: "note", message: `Signed ${told}` };
  const { sound, log, versions } = await verify(deps, {});
  expect(sound).toBe(true);
  expect(signatures(log)).toEqual([entries]);
  expect(signatures(versions[0]?.checks ?? [])).toEqual([tag]);

  const bundles = releaseBundles(project.temp.root, project.temp.root);
  await releaseBundle({ ...deps, bundles }, { versions: [version], output: "v.bundle" });
  const bundled = await verifyBundle(bundles, { bundle: "v.bundle" });
  expect(signatures(bundled.log)).toEqual([entries]);
  expect(signatures(bundled.versions[0]?.checks ?? [])).toEqual([tag]);
  people.trust();
});

test("an entry in somebody's name that somebody else signed is a problem", async () => {
  const forged = await copyOfProject(project);
  await forged.temp.commit(promptFiles({ cases: 3, more: "Two." }));
  expect(await publish(await people.as(forged, "ann", { key: "mallory" }), { prompt })).toMatchObject({ outcome: "published" });
  const { sound, log } = await verify(await people.as(forged, "ben"), {});
  expect(sound).toBe(false);
  expect(signatures(log)).toContainEqual({
    check: "signature",
    outcome: "problem",
    message: "Signed by others than they name: entry 3 is in the name of ann@example.com, and signed by mallory@example.com.",
  });
  // One key may have several names, and a name may stand for many.
  for (const principals of ["mallory@example.com,ann@example.com", "*@example.com"]) {
    people.trust([
      ["ann", "ann@example.com"],
      ["mallory", principals],
    ]);
    expect(await verify(await people.as(forged, "ben"), {})).toMatchObject({ sound: true });
  }
  people.trust();
});
