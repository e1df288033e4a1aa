import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { processCommandScorer } from "../../../src/adapters/scorers/process-command-scorer.ts";
import type { CommandRun } from "../../../src/ports/command-scorer.ts";

const files = (source: string, more: Readonly<Record<string, string>> = {}) =>
  new Map(Object.entries({ "scorers/tone.mjs": source, ...more }).map(([path, text]) => [path, Buffer.from(text)]));

/** A scorer in JavaScript, since Node is what there certainly is; `read` gives it what it was sent. */
function scoring(body: string, more: Partial<CommandRun> = {}) {
  const source = `import { readFileSync, readdirSync } from "node:fs";\nconst read = () => JSON.parse(readFileSync(0, "utf8"));\n${body}\n`;
  const scorer = processCommandScorer({ get: (name) => environment[name] });
  onTestFinished(() => scorer.close());
  return scorer.run({
    command: [process.execPath, "scorers/tone.mjs"],
    files: files(source),
    env: [],
    timeoutMs: 20_000,
    payload: { input: { output: "Grüße \u{1F980}\n" }, config: { lang: "de" } },
    ...more,
  });
}

const environment: Readonly<Record<string, string>> = { TONE_KEY: "sk-123456789" };
const says = (json: string) => `process.stdout.write(${JSON.stringify(json)});`;

describe("a command that scores", () => {
  it.each([
    ["true", { score: 1, pass: true }],
    ["0.25", { score: 0.25 }],
    ['{"score":0.5,"pass":true,"reason":"close"}\n', { score: 0.5, pass: true, reason: "close" }],
  ])("may write %s", async (json, scored) => {
    expect(await scoring(says(json))).toMatchObject(scored);
  });

  it("gets the answer and its configuration as JSON", async () => {
    const scored = await scoring("const { input, config } = read(); console.log(JSON.stringify({ score: 1, reason: input.output + config.lang }));");
    expect(scored.reason).toBe("Grüße \u{1F980}\nde");
  });

  it("sees no environment but PATH and what it asks for", async () => {
    process.env["PROMPTOPS_TEST_SECRET"] = "hidden";
    const names = "console.log(JSON.stringify({ score: 1, reason: Object.keys(process.env).sort().join() }));";
    expect((await scoring(names)).reason).toBe("PATH");
    expect((await scoring(names, { env: ["TONE_KEY"] })).reason).toBe("PATH,TONE_KEY");
  });

  it("runs where the files it names are, and nothing else", async () => {
    const list = 'console.log(JSON.stringify({ score: 1, reason: readdirSync(".", { recursive: true }).sort().join() }));';
    expect((await scoring(list)).reason).toBe("scorers,scorers/tone.mjs");
  });

  it("may be a file of the repository itself", async () => {
    const scored = scoring("", { command: ["scorers/tone.sh"], files: new Map([["scorers/tone.sh", Buffer.from("#!/bin/sh\necho 0.75\n")]]) });
    expect(await scored).toMatchObject({ score: 0.75 });
  });

  it("leaves nothing behind, whether it scores or fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "scorer-test-"));
    const before = process.env["TMPDIR"];
    process.env["TMPDIR"] = folder;
    onTestFinished(() => {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    });
    await scoring(says("1"));
    await scoring("process.exit(3);").catch(() => undefined);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("has no shell: what looks like one is an argument", async () => {
    const scored = scoring("console.log(JSON.stringify({ score: 1, reason: process.argv.slice(2).join() }));", {
      command: [process.execPath, "scorers/tone.mjs", "$(touch x); `id` | cat > y"],
    });
    expect((await scored).reason).toBe("$(touch x); `id` | cat > y");
  });

  it("may end without reading what it is given, however long that is", async () => {
    expect(await scoring(says("true"), { payload: { input: { output: "x".repeat(5_000_000) } } })).toMatchObject({ pass: true });
  });

  it.each([
    [
      "exits with another number than 0",
      "console.error('first\\nno model for this language'); process.exit(3);",
      "it ended with 3: no model for this language",
    ],
    ["is killed", "process.kill(process.pid, 'SIGKILL');", "SIGKILL ended it"],
    ["writes nothing", "", "it wrote nothing"],
    ["writes prose", says("I think it is fine."), 'it wrote "I think it is fine.", which is no score'],
    ["writes a number that is no score", says("7"), 'it wrote "7", which is no score'],
    ["writes without end", "const loud = () => process.stdout.write('x'.repeat(1 << 20), loud); loud();", "it wrote more than 256 kB"],
  ])("that %s fails with its name", async (_what, body, why) => {
    await expect(scoring(body)).rejects.toMatchObject({
      code: "scorer-failed",
      message: expect.stringMatching(new RegExp(`scorers/tone\\.mjs\` failed: ${why.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&")}`)) as string,
    });
  });

  it("is ended when it hangs, with everything it started", async () => {
    const body = `
      import { spawn } from "node:child_process";
      const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "inherit" });
      console.error(child.pid);
      setInterval(() => undefined, 1000);`;
    await expect(scoring(body, { timeoutMs: 1_500 })).rejects.toMatchObject({ message: expect.stringContaining("did not answer within 1.5 s") as string });
  });

  it("is not waited for when only a child of it is left", async () => {
    const body = `
      import { spawn } from "node:child_process";
      spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "inherit" }).unref();
      console.log("0.5");`;
    expect(await scoring(body)).toMatchObject({ score: 0.5 });
  });

  it("is told apart from a program that is not there", async () => {
    await expect(scoring("", { command: ["no-such-program-anywhere"] })).rejects.toMatchObject({
      code: "program-missing",
      message: expect.stringContaining("`no-such-program-anywhere`") as string,
    });
  });

  it("needs the variables it asks for, and no message repeats what they hold", async () => {
    await expect(scoring("", { env: ["TONE_URL"] })).rejects.toMatchObject({ code: "missing-key", message: expect.stringContaining("TONE_URL") as string });
  });
});
