import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DoctorResult } from "../../src/core/results/doctor.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const config = "schema_version: 1\nproviders:\n  openai:\n    kind: openai\n  local:\n    kind: openai\n    base_url: http://localhost:11434/v1\n";

async function project(): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit({ ".promptops.yml": config });
  return repo;
}

async function check(name: string, cwd: string, env: Readonly<Record<string, string>> = {}, args: readonly string[] = []) {
  const { json } = await runJson(["doctor", ...args], { cwd, env });
  return (json.data as DoctorResult).checks.filter((each) => each.name === name);
}

describe("doctor", () => {
  test("outside a repository says so, exit 3", async () => {
    const { stdout, exitCode } = await runCli(["doctor"], { cwd: tempFolder() });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/^problem {2}.*\n {9}fix: /m);
    expect(stdout).toContain("\n1 problem.\n");
  });

  test("in a healthy project is content, exit 0", async () => {
    const repo = await project();
    const { stdout, stderr, exitCode } = await runCli(["doctor"], { cwd: repo.root, env: { OPENAI_API_KEY: "sk-test-123456" } });
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
    expect(stdout).toContain("Everything needed is there.");
  });

  test("names the variable of a missing key, asks none of a server without one, and never shows a key", async () => {
    const repo = await project();
    expect(await check("provider-key", repo.root)).toEqual([
      expect.objectContaining({
        outcome: "problem",
        message: 'Provider "openai" needs a key in OPENAI_API_KEY, which is not set.',
        fix: expect.stringContaining("export OPENAI_API_KEY"),
      }),
    ]);
    const { stdout, stderr } = await runCli(["doctor", "--json"], { cwd: repo.root, env: { OPENAI_API_KEY: "sk-test-123456" } });
    expect(stdout + stderr).not.toContain("sk-test");
  });

  test("without a name for commits, says how to give one", async () => {
    const repo = await project();
    const nobody = { GIT_AUTHOR_NAME: "", GIT_AUTHOR_EMAIL: "", GIT_COMMITTER_NAME: "", GIT_COMMITTER_EMAIL: "", EMAIL: "" };
    await repo.git("config", "user.useConfigOnly", "true");
    expect(await check("identity", repo.root, nobody)).toEqual([expect.objectContaining({ outcome: "problem", fix: expect.stringContaining("user.email") })]);
  });

  test("a broken project is a finding, and the rest is still checked", async () => {
    const repo = await tempRepo();
    await repo.commit({ ".promptops.yml": "schema_version: 1\nprovders: {}\n" });
    expect(await check("project", repo.root)).toEqual([expect.objectContaining({ outcome: "problem" })]);
    expect(await check("remote", repo.root)).toHaveLength(1);
  });

  test("the remote is only asked with --online", async () => {
    const repo = await project();
    await repo.git("remote", "add", "origin", join(tempFolder(), "gone"));
    expect(await check("remote", repo.root)).toEqual([expect.objectContaining({ outcome: "ok" })]);
    expect(await check("remote", repo.root, {}, ["--online"])).toEqual([expect.objectContaining({ outcome: "problem" })]);
  });

  test("a remote that answers is ok", async () => {
    const repo = await project();
    await repo.addRemote();
    expect(await check("remote", repo.root, {}, ["--online"])).toEqual([expect.objectContaining({ outcome: "ok" })]);
  });

  test("a private folder that cannot be written is found, and the rest is still checked", async () => {
    const repo = await project();
    writeFileSync(join(repo.root, ".git/promptops"), "in the way");
    expect(await check("private-folder", repo.root)).toEqual([expect.objectContaining({ outcome: "problem" })]);
    expect(await check("remote", repo.root)).toHaveLength(1);
  });
});
