import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { bin, childEnvironment } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/** Of util-linux: runs a program on a terminal of its own. */
const script = "script";
const hasTerminal = spawnSync(script, ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;

/** Runs promptops there; `typed` is typed when the first question stands on the screen. */
async function onTerminal(command: string, typed: string, cwd: string): Promise<{ readonly shown: string; readonly exitCode: number | undefined }> {
  const line = `stty columns 100 rows 30; exec "${process.execPath}" "${bin}" ${command}`;
  const env = childEnvironment({ TERM: "xterm", SHELL: "/bin/sh", NO_COLOR: "" });
  const running = execa(script, ["--quiet", "--return", "--command", line, "/dev/null"], { cwd, stdin: "pipe", env, extendEnv: false, reject: false });
  let before = "";
  running.stdout.on("data", function read(chunk: Buffer) {
    before = stripVTControlCharacters(before + chunk.toString());
    if (!before.includes("Enter: confirm")) return;
    running.stdout.off("data", read);
    running.stdin.write(typed);
  });
  const { stdout, exitCode } = await running;
  return { shown: stripVTControlCharacters(stdout).replaceAll("\r", ""), exitCode };
}

describe.skipIf(!hasTerminal)("on a terminal", () => {
  test("the binary starts", async () => {
    expect(await onTerminal("--version", "", tempFolder())).toMatchObject({ exitCode: 0, shown: expect.stringMatching(/^promptops\/\d/) as string });
  });

  test("`init` asks which starter, and takes the first for an answer of Enter", async () => {
    const cwd = tempFolder();
    const { shown, exitCode } = await onTerminal("init", "\r", cwd);
    expect(exitCode).toBe(0);
    expect(shown).toContain("starter basic:");
    expect(existsSync(join(cwd, ".promptops.yml"))).toBe(true);
  });

  test.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-D", "\u0004"],
  ])("leaving a question with %s ends with 130 and writes nothing", async (_name, key) => {
    const cwd = tempFolder();
    const { shown, exitCode } = await onTerminal("init", key, cwd);
    expect({ exitCode, written: readdirSync(cwd) }).toEqual({ exitCode: 130, written: [] });
    expect(shown).toContain("hint: Nothing was written");
  });
});
