import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

test("in an empty folder `init` asks nothing without a terminal, writes the basic starter, and says how to go on", async () => {
  const cwd = tempFolder();
  const { stdout, stderr, exitCode } = await runCli(["init"], { cwd });
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  expect(stdout).toContain(`Made a git repository in ${cwd}, starter basic:`);
  expect(stdout).toContain("  git add .gitignore .promptops.yml .promptops partials prompts scripted\n");
  expect(stdout).toMatch(/ {2}promptops validate\n {2}promptops eval\n$/);
  expect(existsSync(join(cwd, ".promptops.yml"))).toBe(true);
});

test("`-C` says where, for a folder that is elsewhere", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "there"));
  expect((await runCli(["init", "-C", join(folder, "there"), "--starter", "minimal"])).exitCode).toBe(0);
  expect(readdirSync(folder)).toEqual(["there"]);
  expect(existsSync(join(folder, "there/prompts/greeting/prompt.yml"))).toBe(true);
});

test("`--json` gives the same as one document", async () => {
  const cwd = tempFolder();
  const { exitCode, json } = await runJson(["init", "--dry-run"], { cwd });
  expect({ exitCode, ok: json.ok }).toEqual({ exitCode: 0, ok: true });
  expect(json.data).toMatchObject({ folder: cwd, repository: "made", dry_run: true, kept: [] });
  expect(readdirSync(cwd)).toEqual([]);
});

test("an unknown starter is exit 2 with the nearest right name", async () => {
  const { stderr, exitCode } = await runCli(["init", "--starter", "basci"], { cwd: tempFolder() });
  expect(exitCode).toBe(2);
  expect(stderr).toBe('error[unknown-starter]: There is no starter "basci".\n --> --starter\nhint: Did you mean `basic`?\n');
});

test("`new` without a terminal shows what can be made, and a missing value is exit 2 that names it", async () => {
  const cwd = tempFolder();
  await runCli(["init"], { cwd });
  expect(await runCli(["new"], { cwd })).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("promptops new suite") as string });
  expect(await runCli(["new", "promt"], { cwd })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("Did you mean `prompt`?") as string });
  for (const [command, missing] of Object.entries({
    "new prompt": "ID",
    "new prompt a": "--model",
    "new suite": "PROMPT",
    "new suite support/triage": "NAME",
    "new job": "NAME",
    "new job a": "--prompt",
    "new job a --prompt support/triage": "--environment",
    "new job a --prompt support/triage --environment staging": "--cron or --every",
  })) {
    const { exitCode, json } = await runJson(command.split(" "), { cwd });
    expect({ command, exitCode, code: json.error?.code, where: json.error?.where }).toEqual({ command, exitCode: 2, code: "missing-answer", where: missing });
  }
});
