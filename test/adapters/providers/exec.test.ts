import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openProvider } from "../../../src/adapters/providers/open-provider.ts";
import type { SettingsOf } from "../../../src/core/providers/registry.ts";
import { asking, failureOf } from "../../contract/provider.ts";
import { callClock } from "../../helpers/call-clock.ts";
import { providerPorts } from "../../helpers/provider-ports.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { untilFile } from "../../helpers/until-file.ts";

interface Program {
  /** JavaScript of the program; `question` is what it was asked. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly settings?: Partial<SettingsOf<"exec">>;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

async function opened({ script, args = [], settings = {}, env = {}, files = {} }: Program) {
  const clock = callClock();
  const program = `import { readFileSync, readdirSync, writeFileSync } from "node:fs";\nconst question = JSON.parse(readFileSync(0, "utf8"));\n${script}\n`;
  const own = { kind: "exec" as const, command: [process.execPath, "tools/model.mjs", ...args], max_retries: 0, ...settings } satisfies SettingsOf<"exec">;
  const ports = providerPorts({ files: { "tools/model.mjs": program, ...files }, env, clock });
  return { clock, provider: await openProvider("own", { providers: { own } }, ports) };
}

async function answerTo(program: Program, request = asking("Hello")) {
  return (await opened(program)).provider.call(request);
}

async function failureTo(program: Program) {
  return failureOf((await opened(program)).provider.call(asking("Hello")));
}

const says = (answer: object) => ({ script: `console.log(${JSON.stringify(JSON.stringify(answer))});` });

describe("a program as a provider", () => {
  test("is asked with JSON on its standard input", async () => {
    const request = {
      ...asking("Hello"),
      params: { temperature: 0 },
      output: { format: "json", schema: { type: "object" } },
      tools: [{ function: { name: "find", parameters: { type: "object" } } }],
    } as const;
    const { provider } = await opened({ script: "console.log(JSON.stringify({ text: JSON.stringify(question) }));" });
    const { text } = await provider.call(request, { epoch: 2 });
    expect(JSON.parse(text)).toEqual({
      model: "small",
      params: { temperature: 0 },
      messages: [{ role: "user", content: "Hello" }],
      output: { format: "json", schema: { type: "object" } },
      tools: [{ function: { name: "find", parameters: { type: "object" } } }],
      epoch: 2,
    });
  });

  test("tells all there is to know of an answer", async () => {
    const answer = {
      text: "Fine.",
      model: "small-2",
      usage: { input: 10, output: 5, cached_input: 4, reasoning: 2 },
      cost_usd: 0.000_5,
      finish_reason: "length",
      citations: [{ url: "https://a.example/b", title: "B" }, { url: "https://a.example/c" }],
      tool_calls: [{ name: "find", arguments: { id: 7 } }],
    };
    expect(await answerTo(says(answer))).toMatchObject({
      text: "Fine.",
      modelAnswered: "small-2",
      usage: { input: 10, output: 5, cachedInput: 4, cacheWrite: 0, reasoning: 2, webSearches: 0 },
      costNanoUsd: 500_000,
      finishReason: "length",
      citations: answer.citations,
      toolCalls: answer.tool_calls,
    });
    expect(await answerTo(says({ refusal: "I will not." }))).toMatchObject({
      text: "",
      refusal: "I will not.",
      finishReason: "content-filter",
      usage: undefined,
    });
    expect(await answerTo(says({ tool_calls: [{ name: "find", arguments: {} }] }))).toMatchObject({ text: "", finishReason: "tool-calls" });
  });

  test("runs in a folder that holds the files it names and nothing else, and sees no environment but what was named for it", async () => {
    const script = `
const files = readdirSync(".", { recursive: true }).map(String).filter((path) => path.includes(".")).sort();
console.log(JSON.stringify({ text: JSON.stringify([files, Object.keys(process.env).filter((name) => !name.startsWith("__")).sort(), process.env.OWN_KEY]) }));`;
    const { text } = await answerTo({
      script,
      args: ["--mode", "data/a.txt"],
      settings: { files: ["data/b.txt"], env: ["OWN_KEY"] },
      files: { "data/a.txt": "a", "data/b.txt": "b", "data/c.txt": "c" },
      env: { OWN_KEY: "own-key-1234", OTHER_KEY: "other-key-1234" },
    });
    expect(JSON.parse(text)).toEqual([["data/a.txt", "data/b.txt", "tools/model.mjs"], ["OWN_KEY", "PATH"], "own-key-1234"]);
  });

  test("may be a file of the repository itself", async () => {
    const own = { kind: "exec" as const, command: ["./tools/model.sh"], max_retries: 0 };
    const files = { "tools/model.sh": '#!/bin/sh\ncat >/dev/null\nprintf \'{"text": "from a script"}\'\n' };
    const provider = await openProvider("own", { providers: { own } }, providerPorts({ files }));
    expect((await provider.call(asking("Hello"))).text).toBe("from a script");
  });

  test("hears what a call belongs to, where that is known", async () => {
    const { provider } = await opened({ script: "console.log(JSON.stringify({ text: String(process.env.TRACEPARENT) }));" });
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    expect((await provider.call(asking("Hello"), { traceparent })).text).toBe(traceparent);
    expect((await provider.call(asking("Hello"))).text).toBe("undefined");
  });

  test("knows no shell: what would be one's own words stays text", async () => {
    const marker = join(tempFolder(), "made");
    const { text } = await answerTo({
      script: "console.log(JSON.stringify({ text: process.argv.slice(2).join('|') }));",
      args: [`; touch ${marker}`, "$(id)", "*"],
    });
    expect(text).toBe(`; touch ${marker}|$(id)|*`);
  });

  test.each([
    ["crashes", 'throw new Error("No GPU here.");', "server", /The program of own ended with 1: .*No GPU here\./],
    [
      "does not find a file of its own",
      'readFileSync(process.cwd() + "/tools/none.txt");',
      "server",
      /The program of own ended with 1: .*open 'tools\/none\.txt'/,
    ],
    ["exits without a word", "process.exit(3);", "server", /^The program of own ended with 3\.$/],
    ["is killed", 'process.kill(process.pid, "SIGKILL");', "server", /^The program of own was ended by SIGKILL\.$/],
    ["writes nothing", "", "malformed", /^own wrote nothing\.$/],
    ["writes no JSON", 'console.log("Loading the model");', "malformed", /^own wrote no JSON: Loading the model\.$/],
    ["writes JSON of another kind", "console.log(7);", "malformed", /^own wrote something else than an answer: /],
    ["mistypes a key", 'console.log(JSON.stringify({ txt: "a" }));', "malformed", /`txt`.* Did you mean `text`\?/],
    ["says nothing of an answer", 'console.log(JSON.stringify({ model: "a" }));', "malformed", /without `text`, `tool_calls`, `refusal` or `error`\.$/],
    ["cites no page", 'console.log(JSON.stringify({ text: "a", citations: [{ url: "file:///etc/passwd" }] }));', "malformed", /citations\[0\]\.url/],
    [
      "writes without end",
      'const piece = "x".repeat(1 << 20); for (let n = 0; n < 64; n += 1) process.stdout.write(piece);',
      "malformed",
      /more than any answer can be/,
    ],
    [
      "says why it has no answer",
      'console.log(JSON.stringify({ error: { message: "No such model", kind: "bad-request" } }));',
      "bad-request",
      /^own failed: No such model\.$/,
    ],
  ])("that %s is a failure that says so", async (_what, script, kind, message) => {
    expect(await failureTo({ script })).toMatchObject({ kind, message: expect.stringMatching(message), attempts: [{ outcome: kind }] });
  });

  test("that hangs runs into the time limit, and nothing that it started goes on", async () => {
    const port = join(tempFolder(), "port");
    const script = `
import { spawn } from "node:child_process";
const listens = 'const server = require("net").createServer(); server.listen(0, "127.0.0.1", () => require("fs").writeFileSync(process.argv[1], String(server.address().port)));';
spawn(process.execPath, ["-e", listens, process.argv[2]], { stdio: "inherit" });
setInterval(() => undefined, 1000);`;
    const { provider, clock } = await opened({ script, args: [port] });
    const failing = failureOf(provider.call(asking("Hello")));
    const grandchild = connect(Number(await untilFile(port)), "127.0.0.1");
    await once(grandchild, "connect");
    // Some systems tell of it as a connection that was reset.
    grandchild.on("error", () => undefined);
    clock.expire();
    expect(await failing).toMatchObject({ kind: "timeout", message: "own did not answer within 60 seconds.", attempts: [{ outcome: "timeout" }] });
    // The other end is gone when the program that listened is.
    await new Promise((resolve) => grandchild.resume().once("close", resolve));
  });

  test("keeps its secrets, whatever it writes where", async () => {
    const env = { OWN_KEY: "own-key-1234567" };
    const settings = { env: ["OWN_KEY"] };
    for (const script of [
      "console.error(`Refused: ${process.env.OWN_KEY}\\nTwice.`); process.exit(1);",
      "console.log(`Refused: ${process.env.OWN_KEY}`);",
      "console.log(JSON.stringify({ error: { message: process.env.OWN_KEY } }));",
    ]) {
      const error = await failureTo({ script, settings, env });
      expect(error.message).toContain("[redacted]");
      expect(JSON.stringify([error, error.stack])).not.toContain("own-key");
    }
    const long = await failureTo({ script: 'console.error("word ".repeat(10000)); process.exit(1);' });
    expect(long.message.length).toBeLessThan(400);
  });

  test("is asked to wait by its own word", async () => {
    const failure = { error: { message: "Too fast", kind: "rate-limit", retry_after_seconds: 7 } };
    const { provider, clock } = await opened({ ...says(failure), settings: { max_retries: 1 } });
    expect(await failureOf(provider.call(asking("Hello")))).toMatchObject({ kind: "rate-limit", retryAfterMs: 7_000 });
    expect(clock.waits).toEqual([7_000]);
  });

  test("a program, a file or a variable that is not there is told of by its name", async () => {
    const calling = (program: Program) => opened(program).then(({ provider }) => provider.call(asking("Hello")));
    await expect(calling({ script: "", settings: { command: ["no-such-program-here"] } })).rejects.toMatchObject({
      code: "program-missing",
      message: 'There is no program `no-such-program-here`, which provider "own" runs.',
    });
    await expect(calling({ script: "", settings: { env: ["OWN_KEY"] } })).rejects.toMatchObject({
      code: "missing-key",
      message: expect.stringContaining("OWN_KEY"),
    });
    await expect(opened({ script: "", settings: { files: ["data/no.txt"] } })).rejects.toMatchObject({ code: "invalid-documents" });
  });

  test("its fingerprint is its command and what its files hold", async () => {
    const fingerprint = async (program: Program) => (await opened(program)).provider.fingerprint;
    const base = await fingerprint({ script: "1" });
    expect(await fingerprint({ script: "1", settings: { timeout_seconds: 5, env: ["OWN_KEY"] } })).toBe(base);
    expect(await fingerprint({ script: "2" })).not.toBe(base);
    expect(await fingerprint({ script: "1", args: ["--fast"] })).not.toBe(base);
    expect(await fingerprint({ script: "1", settings: { files: ["a.txt"] }, files: { "a.txt": "a" } })).not.toBe(base);
  });
});
