import { spawn } from "node:child_process";
import { chmodSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { childEnvironment, runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";

const prompt = "billing/summarize";
const binary = fileURLToPath(new URL("../../bin/run.js", import.meta.url));

async function project(): Promise<ReleaseProject & { readonly cli: (...args: string[]) => ReturnType<typeof runCli>; readonly bare: string }> {
  const made = await releaseProject();
  const bare = await made.temp.addRemote();
  await made.temp.git("push", "--quiet", "origin", "main");
  return { ...made, bare, cli: (...args) => runCli(args, { cwd: made.temp.root }) };
}

/** For what is refused before anything happens. */
let untouched: ReturnType<typeof project> | undefined;

describe("the release commands", () => {
  test("tell scripts by their exit what became of it, and people in words", { timeout: 180_000 }, async () => {
    const { cli, temp, bare } = await project();
    const published = await cli("publish", prompt, "--message", "The first one");
    expect(published).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(
        /pass: .*\n\nPublished billing\/summarize@1\.0\.0 from commit \w{7}.*\nEntry 1 of the release log, here and on origin\.\nnext: promptops promote billing\/summarize@1\.0\.0 staging\n$/s,
      ),
    });
    expect(await cli("publish", prompt)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("already published as billing/summarize@1.0.0") });
    expect(await cli("promote", `${prompt}@1.0.0`, "production")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining("promptops promote billing/summarize@1.0.0 staging"),
    });
    expect(await cli("promote", `${prompt}@1.0.0`, "staging")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/Promoted billing\/summarize@1\.0\.0 to staging\.\n.*\nnext: promptops promote billing\/summarize@1\.0\.0 production\n$/),
    });

    await temp.write(promptFiles({ quality: "bad" }));
    expect(await cli("publish", prompt)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("error[uncommitted-changes]") });
    expect(await cli("gate", prompt, "--reporter", "markdown")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^## ❌ billing\/summarize: fail\n/),
    });
    await temp.commit({});
    expect(await cli("publish", prompt)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("Not published") });
    await temp.commit(promptFiles({ more: "Better.", cases: 10 }));
    expect(await cli("publish", prompt)).toMatchObject({ exitCode: 5, stdout: expect.stringContaining("the gate cannot tell yet about") });
    await temp.commit(promptFiles({ quality: "broken" }));
    expect(await cli("gate", prompt)).toMatchObject({ exitCode: 3 });
    await temp.commit(promptFiles({ more: "Better." }));
    expect(await cli("publish", prompt, "--version", "1.0.0")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("not higher than 1.0.0") });
    expect(await cli("publish", prompt)).toMatchObject({ exitCode: 0 });
    expect(await cli("promote", `${prompt}@1.0.1`, "staging")).toMatchObject({ exitCode: 0 });

    expect(await cli("rollback", prompt, "staging")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("error[missing-reason]") });
    expect(await cli("rollback", "staging", "--reason", "x")).toMatchObject({ exitCode: 2 });
    renameSync(bare, `${bare}-away`);
    expect(await cli("rollback", prompt, "staging", "--reason", "Outage.")).toMatchObject({
      exitCode: 8,
      stdout: expect.stringMatching(/from 1\.0\.1 to 1\.0\.0\nEntry 5 of the release log, here only\.\npending: /),
    });
    expect(await cli("promote", `${prompt}@1.0.1`, "staging")).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("error[remote-unreachable]") });
    expect(await cli("live")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/staging +billing\/summarize@1\.0\.0 .*rollback: Outage\.\n\npending: 1 entry is not pushed yet/s),
    });
    renameSync(`${bare}-away`, bare);
    expect(await cli("rollback", "staging", "--snapshot", "4", "--reason", "It was the network.")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("Rolled back staging to entry 4."),
    });
    expect(await cli("rollback", "--snapshot", "6", "--reason", "x")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Everything is there already, as at entry 6: /),
    });
    expect(await cli("verify")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Sound: 2 versions, 6 entries.") });
    expect(await cli("history", prompt)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("The first one") });
    await temp.git("tag", "-f", `${prompt}@1.0.0`, "main");
    expect(await cli("verify", `${prompt}@1.0.0`)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("1 problem.") });
  });

  test("say the same in JSON, as their schemas promise", async () => {
    const { temp } = await project();
    const cwd = temp.root;
    const commands: readonly [string, readonly string[]][] = [
      ["publish", [prompt]],
      ["promote", [`${prompt}@1.0.0`, "staging"]],
      ["gate", [prompt]],
      ["live", []],
      ["history", [prompt]],
      ["verify", []],
      ["diff", [prompt]],
      ["rollback", [prompt, "staging", "--to", "1.0.0", "--reason", "x"]],
      ["rollback", ["--snapshot", "2", "--reason", "x"]],
    ];
    for (const [command, args] of commands) {
      const { exitCode, json } = await runJson([command, ...args], { cwd });
      expect([command, exitCode, json.ok]).toEqual([command, 0, true]);
    }
  });

  test("take back what a canary or what came of it speaks against, and say so by their exit", async () => {
    const { temp } = await releaseProject(promptFiles({ cases: 3 }));
    const environment = (canary: string) =>
      `schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\nenvironments:\n  staging: { gate: { mode: smoke, suites: [core], after_promote: { canary: ${canary}, watch: { guards: { failures: { max_share: 0.1 } } } } } }\n`;
    await temp.commit({ ".promptops.yml": environment("{ suites: [core] }") });
    const cwd = temp.root;
    const json = async (...args: string[]) => (await runJson(args, { cwd })).json;
    await json("publish", prompt);
    expect(await json("promote", `${prompt}@1.0.0`, "staging")).toMatchObject({
      exit_code: 0,
      data: { outcome: "promoted", after_promote: { verdict: "pass" } },
    });
    expect(await json("release", "check", "staging", prompt)).toMatchObject({
      exit_code: 0,
      data: { verdict: "pass", promotions: [{ version: "1.0.0", report: { canary: { verdict: "pass" }, watch: { outcome: "pass", runs: 0 } } }] },
    });
    await temp.commit({ ...promptFiles({ cases: 3, more: "Two." }), ".promptops.yml": environment("{ suites: [core], min_cases: 4 }") });
    await json("publish", prompt);
    expect(await json("promote", `${prompt}@1.0.1`, "staging")).toMatchObject({
      exit_code: 1,
      data: { outcome: "rolled-back", after_promote: { verdict: "fail", undone: { outcome: "rolled-back", undoes: { codes: ["too-few-cases"] } } } },
    });
    const { exitCode, stdout } = await runCli(["release", "check"], { cwd });
    expect([exitCode, stdout]).toEqual([
      0,
      "Nothing to check: nothing that is live by a promotion has an `after_promote` in its policy; what a rollback made live had its checks before.\n",
    ]);
    // Who promotes it again is told before anything else.
    const again = await runCli(["promote", `${prompt}@1.0.1`, "staging"], { cwd });
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toMatch(/^warning: entry 5 took billing\/summarize@1\.0\.1 back in staging: The canary after entry 4/);
    expect(again.stdout).not.toContain("warning:");
  });

  test.each([["--output=x"], [".."], ["a b"], ["🙂"], ["$(touch x)"], ["-"]])("take %j for a name that is none", async (name) => {
    const { cli, temp } = await (untouched ??= project());
    for (const args of [
      ["publish", name],
      ["promote", `${name}@1.0.0`, "staging"],
      ["rollback", name, "staging", "--reason", "x"],
      ["diff", `${name}@HEAD`],
      ["verify", name],
      ["gate", name],
    ]) {
      const { exitCode, stderr } = await cli(...args);
      expect([args, exitCode]).toEqual([args, 2]);
      expect(stderr).toMatch(/^error\[/);
    }
    expect(await temp.git("status", "--porcelain")).toBe("");
    expect(await temp.git("tag", "--list")).toBe("");
  });

  test("can be asked from a hook of the user's git", async () => {
    const { temp } = await project();
    const hook = join(temp.root, ".git/hooks/pre-commit");
    writeFileSync(hook, `#!/bin/sh\nexec "${process.execPath}" "${binary}" gate ${prompt} --offline\n`);
    chmodSync(hook, 0o755);
    await temp.commit(promptFiles({ more: "Good." }));
    await expect(temp.commit(promptFiles({ quality: "bad" }))).rejects.toMatchObject({ stderr: expect.stringContaining("fail: ") });
    expect(existsSync(join(temp.root, ".git/index.lock"))).toBe(false);
  });

  test("survive a kill at any time: the next one finishes, or finds nothing half-done", { timeout: 180_000 }, async () => {
    const { temp, cli } = await project();
    const versions = 6;
    for (let at = 0; at < versions; at++) {
      await temp.commit(promptFiles({ more: `Number ${at}.` }));
      // Spread over the time that a publish takes, from its first git to its last.
      const child = spawn(process.execPath, [binary, "publish", prompt], { cwd: temp.root, env: childEnvironment(), stdio: "ignore" });
      const ended = new Promise((resolve) => child.on("exit", resolve));
      await waitForSteps(temp.root, at, ended);
      child.kill("SIGKILL");
      await ended;
      expect(await cli("publish", prompt)).toMatchObject({ exitCode: 0 });
    }
    expect(await cli("verify", "--fetch")).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/Sound: \d+ versions, \d+ entries\.\n$/) });
    expect(await temp.git("ls-remote", "origin", "refs/heads/promptops/releases")).toContain(await temp.git("rev-parse", "promptops/releases"));
    expect(await temp.git("status", "--porcelain")).toBe("");
  });
});

/** Returns at once, or when the publish has made its tag, or has ended: a different moment each time. */
async function waitForSteps(root: string, round: number, ended: Promise<unknown>): Promise<void> {
  if (round === 0) return;
  const tag = join(root, ".git/refs/tags", `${prompt}@1.0.${round}`);
  let over = false;
  void ended.then(() => (over = true));
  // Looked at now and then: a test that spins takes from the publish the core that it runs on.
  while (!over && !existsSync(tag)) await new Promise((resolve) => setTimeout(resolve, 2));
  for (let turn = 0; turn < round * 2000 && !over; turn++) await new Promise((resolve) => setImmediate(resolve));
}
