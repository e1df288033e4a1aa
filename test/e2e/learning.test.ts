import { join } from "node:path";
import { truncateSync } from "node:fs";
import { expect, test } from "vitest";
import { promptFiles, releaseProject } from "../helpers/release-project.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prompt = "billing/summarize";

test("trend, changelog and bundles say by their exit and as JSON what they found", async () => {
  const { temp } = await releaseProject(promptFiles({ cases: 3 }));
  const here = { cwd: temp.root };
  expect(await runCli(["publish", prompt, "--message", "The first one"], here)).toMatchObject({ exitCode: 0 });
  expect(await runJson(["trend", prompt], here)).toMatchObject({ exitCode: 0, json: { data: { versions: [{ version: "1.0.0", source: "evidence" }] } } });
  expect(await runCli(["changelog", prompt], here)).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^# billing\/summarize\n\n## 1\.0\.0 /) });
  expect(await runJson(["changelog", prompt], here)).toMatchObject({ exitCode: 0, json: { data: { versions: [{ message: "The first one" }] } } });

  const elsewhere = tempFolder();
  const file = join(elsewhere, "out/one.bundle");
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
  const { temp } = await releaseProject(promptFiles({ cases: 4, quality: "bad" }));
  const here = { cwd: temp.root };
  expect(await runCli(["challenge", "build", prompt], here)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("error[no-challenge]") });
  expect(await runCli(["eval", prompt], here)).toMatchObject({ exitCode: 1 });
  const { exitCode, json } = await runJson(["challenge", "build", prompt], here);
  expect({ exitCode, json }).toMatchObject({
    exitCode: 0,
    json: { data: { outcome: "written", cases: 4, sources: [{ source: "failed-case", cases: 4 }, {}] } },
  });
  expect(await runCli(["validate"], here)).toMatchObject({ exitCode: 0 });
});
