import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { promptFiles, releaseProject } from "../helpers/release-project.ts";
import type { OutcomesListResult } from "../../src/core/results/outcomes-list.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prompt = "billing/summarize";

test("trend, changelog and bundles say by their exit and as JSON what they found", async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  await publish(await project.deps(), { prompt, message: "The first one" });
  const here = { cwd: project.temp.root };
  expect(await runJson(["trend", prompt], here)).toMatchObject({ exitCode: 0, json: { data: { versions: [{ version: "1.0.0", source: "evidence" }] } } });
  expect(await runJson(["changelog", prompt], here)).toMatchObject({ exitCode: 0, json: { data: { versions: [{ message: "The first one" }] } } });

  const elsewhere = tempFolder();
  const file = join(elsewhere, "one.bundle");
  expect(await runJson(["release", "bundle", `${prompt}@1.0.0`, "--output", "/nowhere-at-all/x.bundle"], here)).toMatchObject({
    exitCode: 3,
    json: { error: { code: "cannot-write", hint: "`mkdir -p /nowhere-at-all` makes it." } },
  });
  expect(await runJson(["release", "bundle", `${prompt}@1.0.0`, "--output", file], here)).toMatchObject({ exitCode: 0, json: { data: { entries: 1 } } });
  const there = { cwd: elsewhere };
  expect(await runJson(["verify", "--bundle", file], there)).toMatchObject({ exitCode: 0, json: { data: { sound: true, bundle: { file } } } });
  expect(await runCli(["verify", "--bundle", file, "--allowed-signers", file], there)).toMatchObject({
    exitCode: 1,
    stdout: expect.stringMatching(/problem signature {2}Not signed\./),
  });
  truncateSync(file, 500);
  expect(await runCli(["verify", "--bundle", file], there)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("error[bundle-unreadable]") });
});

test("a challenge set is refused while there is nothing to learn, and written when there is", async () => {
  const project = await releaseProject(promptFiles({ cases: 4, quality: "bad" }));
  const here = { cwd: project.temp.root };
  expect(await runCli(["challenge", "build", prompt], here)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("error[no-challenge]") });
  await publish(await project.deps(), { prompt });
  const { exitCode, json } = await runJson(["challenge", "build", prompt], here);
  expect({ exitCode, json }).toMatchObject({
    exitCode: 0,
    json: { data: { outcome: "written", cases: 4, sources: [{ source: "failed-case", cases: 4 }, {}] } },
  });
});

test("an experiment goes from its start to its stop", async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  const { temp } = project;
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  await temp.commit(promptFiles({ cases: 60, more: "Kindly." }));
  await publish(deps, { prompt });
  const id = `${prompt}@staging~1`;
  const here = { cwd: temp.root };
  expect(await runCli(["experiment", "start", `${prompt}@1.0.1`, "staging", "--guard", "value=0"], here)).toMatchObject({ exitCode: 2 });
  const margin = await runCli(["experiment", "start", `${prompt}@1.0.1`, "staging", "--guard", "no-complaint"], here);
  expect(margin).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Write `--guard no-complaint=0.02`.") as string });
  expect(await runJson(["experiment", "start", `${prompt}@1.0.1`, "staging"], here)).toMatchObject({
    exitCode: 0,
    json: { data: { start: { experiment: id } } },
  });
  expect(await runJson(["experiment", "assign", id, "user-1"], here)).toMatchObject({ exitCode: 0, json: { data: { running: true } } });
  writeFileSync(join(temp.root, "outcomes.csv"), "unit,value\nuser-1,1\nuser-2,0\n");
  expect(await runJson(["experiment", "record", id, "outcomes.csv"], here)).toMatchObject({ exitCode: 0, json: { data: { recorded: 2 } } });
  expect(await runJson(["experiment", "stop", id], here)).toMatchObject({ exitCode: 2, json: { error: { code: "missing-reason" } } });
  // Both exit by the verdict.
  expect(await runJson(["experiment", "stop", id, "--reason", "enough"], here)).toMatchObject({ exitCode: 5, json: { data: { outcome: "stopped" } } });
  writeFileSync(join(temp.root, "later.csv"), "unit,value\nuser-3,1\n");
  expect(await runJson(["outcomes", "record", `${prompt}@1.0.0`, "staging", "later.csv"], here)).toMatchObject({
    exitCode: 0,
    json: { data: { recorded: 1 } },
  });
  const listed = await runJson(["outcomes", "list", prompt, "--environment", "staging", "--since", "1d"], here);
  const { outcomes, more } = listed.json.data as OutcomesListResult;
  // Who of the two had which version is drawn anew with every experiment.
  expect([listed.exitCode, outcomes.reduce((all, { units }) => all + units, 0), more]).toEqual([0, 3, 0]);
  expect(await runJson(["experiment", "status", id], here)).toMatchObject({ exitCode: 5, json: { data: { experiments: [{ verdict: "inconclusive" }] } } });
});
