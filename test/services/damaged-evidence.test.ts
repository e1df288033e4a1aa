import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { verify } from "../../src/services/verify.ts";
import { promptFiles, releaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const damages = ["", "garbage", "null", "{}", "[{}]"];

test.each(damages)("evidence that is damaged (%j) is made anew", async (damage) => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  const deps = await project.deps();
  await publish(deps, { prompt });
  const folder = join(deps.git.privateFolder, "evidence");
  const files = await readdir(folder);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) await writeFile(join(folder, file), damage);
  const asked = deps.calls.length;
  expect(await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" })).toMatchObject({ outcome: "promoted" });
  expect(deps.calls.length).toBe(asked + 3);
});

test.each(damages)("an evaluation whose evidence is damaged (%j) is a problem of its version, and the rest is still verified", async (damage) => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  const deps = await project.deps();
  await publish(deps, { prompt });
  const folder = join(deps.git.privateFolder, "evaluations");
  for (const id of await readdir(folder)) await writeFile(join(folder, id, "evidence.json"), damage);
  const { sound, versions } = await verify(deps, {});
  expect(sound).toBe(false);
  expect(versions[0]?.checks).toContainEqual(expect.objectContaining({ check: "evidence", outcome: "problem", message: expect.stringContaining("damaged") }));
  expect(versions[0]?.checks.map(({ check }) => check)).toContain("signature");
});

test.each(["../../etc/passwd", "/etc/passwd", "", "Upper"])("publishing %j is refused before git is asked about it", async (id) => {
  const deps = await (await releaseProject()).deps();
  await expect(publish(deps, { prompt: id })).rejects.toMatchObject({ code: "invalid-id", exit: "usage" });
});
