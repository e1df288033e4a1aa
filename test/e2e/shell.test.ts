import { closeSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { bin, childEnvironment, runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { readonly version: string };

describe("what a user sees who mistypes", () => {
  test.each([
    [["schem"], 'error[unknown-command]: There is no command "schem".\nhint: Did you mean `promptops schema`?\n'],
    [["frobnicate"], 'error[unknown-command]: There is no command "frobnicate".\nhint: Run `promptops --help` to see the commands.\n'],
    [["schem", "--help"], 'error[unknown-command]: There is no command "schem".\nhint: Did you mean `promptops schema`?\n'],
    [["doctor", "--onlin"], "error[unknown-flag]: `promptops doctor` has no flag --onlin.\nhint: Did you mean `--online`?\n"],
    [["--online", "doctor"], "error[unknown-flag]: The flag --online stands before the command.\nhint: Write flags behind it: `promptops doctor --online`.\n"],
    [["--frobnicate"], "error[unknown-flag]: `promptops` has no flag --frobnicate.\nhint: Run `promptops --help` to see how it is used.\n"],
    [
      ["doctor", "me"],
      'error[invalid-argument]: `promptops doctor` does not know what to do with "me".\nhint: Run `promptops doctor --help` to see how it is used.\n',
    ],
    [
      ["schema", "a", "b"],
      'error[invalid-argument]: `promptops schema` does not know what to do with "b".\nhint: Run `promptops schema --help` to see how it is used.\n',
    ],
    [["doctor", "--cwd"], "error[invalid-flag]: Flag --cwd expects a value.\nhint: Run `promptops doctor --help` to see how it is used.\n"],
    [
      ["eval", "--dry-run", "--output", "a.xml"],
      "error[invalid-flag]: `--dry-run` and `--output` cannot be given together.\nhint: Run `promptops eval --help` to see how it is used.\n",
    ],
    [
      ["eval", "--dry-run", "--reporter", "html"],
      "error[invalid-flag]: `--dry-run` and `--reporter` cannot be given together.\nhint: Run `promptops eval --help` to see how it is used.\n",
    ],
    [
      ["eval", "show", "--failures", "--output", "f.csv"],
      "error[invalid-flag]: `--failures` shows results one by one, and `--output` reports the whole evaluation.\n --> --output\nhint: Leave out one of them: `--output results.csv` has every result with its status, `--failures --json` these results whole.\n",
    ],
    [
      ["eval", "show", "--case", "a", "--reporter", "csv"],
      "error[invalid-flag]: `--case` shows results one by one, and `--reporter` reports the whole evaluation.\n --> --reporter\nhint: Leave out one of them: `--output results.csv` has every result with its status, `--case --json` these results whole.\n",
    ],
    [["schema", "promt"], 'error[unknown-schema]: There is no schema "promt".\nhint: Did you mean `promptops schema prompt`?\n'],
    [["doctor", "--cwd", "nowhere"], "error[no-such-folder]: There is no folder nowhere.\n --> --cwd\nhint: Give `--cwd` a folder that exists.\n"],
  ])("%j", async (args, stderr) => {
    expect(await runCli(args)).toEqual({ stdout: "", stderr, exitCode: 2 });
  });

  test.each([["schem"], ["doctor --onlin"], ["--online doctor"], ["doctor me"], ["schema promt"], ["doctor --cwd nowhere"]])(
    "`%s --json`: one document that says the same, and nothing on stderr",
    async (line) => {
      const { stdout, stderr, exitCode } = await runCli([...line.split(" "), "--json"]);
      expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 2 });
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        exit_code: 2,
        error: { code: expect.any(String), message: expect.any(String), hint: expect.any(String), problems: [] },
      });
    },
  );

  test.each([
    ["eval --reporter github"],
    ["eval show --reporter csv"],
    ["compare a b --reporter markdown"],
    ["gate --reporter markdown"],
    ["validate --format sarif"],
  ])("`%s --json` is asked to decide for one form", async (line) => {
    const { stdout, exitCode } = await runCli([...line.split(" "), "--json"], { cwd: tempFolder() });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: "invalid-flag", message: expect.stringContaining("asks for another form"), where: expect.stringMatching(/^--(?:reporter|format)$/) },
    });
  });

  test("--json may stand before the argument too", async () => {
    const { stdout, exitCode } = await runCli(["schema", "--json", "promt"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "unknown-schema" } });
  });
});

describe("help and version", () => {
  test("need no repository, no project, and no writable home", async () => {
    const nowhere = { cwd: tempFolder(), env: { HOME: "/nonexistent" } };
    expect(await runCli(["--version"], nowhere)).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining(`promptops/${version}`) });
    expect(await runCli(["--help"], nowhere)).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("COMMANDS") });
    expect((await runCli([], nowhere)).stdout).toBe((await runCli(["--help"], nowhere)).stdout);
  });

  test("`help x`, `x --help` and `x -h` are the same", async () => {
    const flag = await runCli(["schema", "--help"]);
    expect(flag).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("$ promptops schema prompt > prompt.schema.json") });
    expect(await runCli(["help", "schema"])).toEqual(flag);
    expect(await runCli(["schema", "-h"])).toEqual(flag);
  });

  test("NODE_ENV=test or development changes nothing: what was built runs", async () => {
    for (const NODE_ENV of ["test", "development"]) expect(await runCli(["schema"], { env: { NODE_ENV } })).toEqual(await runCli(["schema"]));
  });
});

describe("around a command", () => {
  test("an unsupported Node is told so in one sentence, exit 3", async () => {
    const pretend = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } });';
    const checkout = tempFolder();
    cpSync(bin, join(checkout, "bin/run.js"));
    writeFileSync(join(checkout, "package.json"), '{ "type": "module" }');
    const args = ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, join(checkout, "bin/run.js"), "--version"];
    const told = "promptops needs Node 22.13 or newer, and this is Node 20.20.2";
    expect(await execa(process.execPath, args, { reject: false })).toMatchObject({ exitCode: 3, stdout: "", stderr: `${told}.` });

    mkdirSync(join(checkout, "node_modules/.bin"), { recursive: true });
    writeFileSync(join(checkout, "node_modules/.bin/node"), "");
    const stderr = `${told}; this checkout brings one: node_modules/.bin/node.`;
    expect(await execa(process.execPath, args, { reject: false })).toMatchObject({ exitCode: 3, stderr });
  });

  test("a reader that goes away ends it without a word", async () => {
    const script = '"$0" "$1" schema prompt --json | true; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = await execa("bash", ["-c", script, process.execPath, bin], { env: childEnvironment(), extendEnv: false });
    expect({ stdout, stderr }).toEqual({ stdout: "0", stderr: "" });
  });

  test("no colour without a terminal, even when asked for errors", async () => {
    const { stderr } = await runCli(["schem"], { env: { NO_COLOR: "", FORCE_COLOR: "0" } });
    expect(stderr).not.toContain("\u001b");
  });

  test("a stack trace only with DEBUG", async () => {
    expect((await runCli(["schema", "promt"])).stderr).not.toMatch(/^\s+at /m);
    expect((await runCli(["schema", "promt"], { env: { DEBUG: "1" } })).stderr).toMatch(/^\s+at /m);
  });

  test("a secret of the environment that got into an error's sentence is not shown", async () => {
    const env = { MY_API_KEY: "sk-live-123456" };
    const { stderr } = await runCli(["schema", "sk-live-123456"], { env });
    expect(stderr).toContain('There is no schema "[redacted]".');
    expect(JSON.stringify((await runJson(["schema", "sk-live-123456"], { env })).json)).not.toContain("sk-live");
  });

  test("--cwd runs it as if it had been started there", async () => {
    const folder = tempFolder();
    const elsewhere = await runCli(["doctor", "--cwd", folder]);
    expect(elsewhere).toEqual(await runCli(["doctor"], { cwd: folder }));
    expect(elsewhere.exitCode).toBe(3);
    expect(await runCli(["doctor", "-C", "."], { cwd: join(folder) })).toEqual(elsewhere);
  });
});

test.skipIf(!existsSync("/dev/full")).each([[], ["--json"]])("a full disk behind standard output is told on the other one: %j", (...flags) => {
  const out = openSync("/dev/full", "w");
  const run = spawnSync(process.execPath, [bin, "schema", ...flags], {
    stdio: ["ignore", out, "pipe"],
    encoding: "utf8",
    cwd: tempFolder(),
    env: childEnvironment(),
  });
  closeSync(out);
  expect(run.status).toBe(3);
  expect(run.stderr).toContain("ENOSPC");
});
