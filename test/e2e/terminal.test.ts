import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { describe, expect, onTestFinished, test } from "vitest";
import { echoProject, echoSuite } from "../helpers/echo-project.ts";
import { loopbackModel } from "../helpers/loopback-model.ts";
import { bin, childEnvironment } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

/** Of util-linux: runs a program on a terminal of its own. */
const script = "script";
const hasTerminal = spawnSync(script, ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;

/** What stands on the screen first, and what is typed or done then; one after the other. */
type Steps = readonly (readonly [shown: string, then: string | (() => void)])[];

/** Runs promptops there. */
async function onTerminal(
  command: string,
  steps: Steps,
  cwd: string,
): Promise<{ readonly shown: string; readonly raw: string; readonly exitCode: number | undefined }> {
  const line = `stty columns 100 rows 30; exec "${process.execPath}" "${bin}" ${command}`;
  const env = childEnvironment({ TERM: "xterm", SHELL: "/bin/sh", NO_COLOR: "" });
  const running = execa(script, ["--quiet", "--return", "--command", line, "/dev/null"], { cwd, stdin: "pipe", env, extendEnv: false, reject: false });
  const left = [...steps];
  let before = "";
  running.stdout.on("data", (chunk: Buffer) => {
    before = stripVTControlCharacters(before + chunk.toString());
    const [next] = left;
    if (next === undefined || !before.includes(next[0])) return;
    left.shift();
    if (typeof next[1] === "string") running.stdin.write(next[1]);
    else next[1]();
  });
  const { stdout, exitCode } = await running;
  return { shown: stripVTControlCharacters(stdout).replaceAll("\r", ""), raw: stdout, exitCode };
}

describe.skipIf(!hasTerminal)("on a terminal", () => {
  test("the binary starts", async () => {
    expect(await onTerminal("--version", [], tempFolder())).toMatchObject({ exitCode: 0, shown: expect.stringMatching(/^promptops\/\d/) as string });
  });

  test("`init` asks which starter, and takes the first for an answer of Enter", async () => {
    const cwd = tempFolder();
    const { shown, exitCode } = await onTerminal("init", [["Enter: confirm", "\r"]], cwd);
    expect(exitCode).toBe(0);
    expect(shown).toContain("starter basic:");
    expect(existsSync(join(cwd, ".promptops.yml"))).toBe(true);
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("leaving a question with %s ends with 130 and writes nothing", async (_name, key) => {
    const cwd = tempFolder();
    const { shown, exitCode } = await onTerminal("init", [["Enter: confirm", key]], cwd);
    expect({ exitCode, written: readdirSync(cwd) }).toEqual({ exitCode: 130, written: [] });
    expect(shown).toContain("hint: Nothing was written");
  });

  test("Ctrl-C takes the bar of an evaluation away, says what is waited for, and how to go on", async () => {
    const model = await loopbackModel(9);
    onTestFinished(() => model.close());
    const repo = await tempRepo();
    await repo.commit({
      ".promptops.yml": `schema_version: 1\nproviders:\n  local: { kind: openai, api: chat, base_url: "${model.url}", max_retries: 0 }\n`,
      "prompts/echo/prompt.yml":
        'schema_version: 1\nvariables:\n  word: { type: string }\nmessages:\n  - { role: user, content: "{{ word }}" }\nmodel: { id: local/one }\n',
      "prompts/echo/evals/main.yml": `schema_version: 1\nassertions: [{ type: equals }]\ncases:\n${Array.from({ length: 20 }, (_, n) => `  - { id: w${n}, inputs: { word: w${n} }, expected: w${n} }\n`).join("")}`,
    });
    const steps: Steps = [
      ["9/20 ·", "\u0003"],
      ["Interrupted: waiting up to 5 s for 2 calls in flight; press again to stop now.", () => model.release()],
    ];
    const { shown, exitCode } = await onTerminal("eval --concurrency 2", steps, repo.root);
    expect(exitCode).toBe(130);
    expect(shown).toMatch(/error\[interrupted\]: Stopped after 11 of 20 results; they are kept\.\nhint: Run `promptops eval --resume \S+` to go on\./);
  });

  test("watching clears the screen for every report, draws no bar over it, and Ctrl-C ends with 130", async () => {
    const model = await loopbackModel();
    onTestFinished(() => model.close());
    const repo = await echoProject(model.url);
    const edit = () => void repo.write({ "prompts/echo/evals/main.yml": echoSuite(["w00", "new"]) });
    const steps: Steps = [
      ["Waiting for files to change", edit],
      ["pass: all 2 cases passed.", "\u0003"],
    ];
    const { raw, shown, exitCode } = await onTerminal("eval --watch", steps, repo.root);
    expect(exitCode).toBe(130);
    const screens = raw.split("\u001b[2J\u001b[3J\u001b[H").map((screen) => stripVTControlCharacters(screen).replaceAll("\r", ""));
    expect(screens).toHaveLength(3);
    expect(screens[1]).toContain("pass: all 12 cases passed.");
    expect(screens[2]).toMatch(/^── changed: prompts\/echo\/evals\/main\.yml ─+\n\necho · local\/one\n/);
    expect(shown).not.toContain("error");
  });
});
