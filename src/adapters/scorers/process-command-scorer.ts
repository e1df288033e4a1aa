import { spawn, type ChildProcess } from "node:child_process";
import type { Scored } from "../../core/assertions/kind.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CommandRun, CommandScorer } from "../../ports/command-scorer.ts";
import type { EnvironmentVariables } from "../../ports/environment.ts";
import { foundPrograms } from "../process/found-programs.ts";
import { withFiles } from "../process/with-files.ts";
import { noScore, readScore } from "./read-score.ts";

/** Bytes: a score and a reason need far less. */
const mostOutput = 256 * 1024;
/** Characters of its standard error that are looked at. */
const stderrKept = 4_000;

/**
 * Runs each command in a folder of its own that holds the files it was given and nothing else, and that is gone afterwards. A command
 * leads a process group, so that what it started ends with it.
 */
export function processCommandScorer(environment: EnvironmentVariables): CommandScorer {
  const running = new Set<ChildProcess>();
  return {
    async run(asked) {
      const env = environmentOf(asked, environment);
      return withFiles(asked.files, async (folder) => scoreIn(await output(asked, folder, env, running), asked));
    },
    close() {
      for (const child of running) endGroup(child);
      return Promise.resolve();
    },
  };
}

function environmentOf({ command, env }: CommandRun, environment: EnvironmentVariables): Record<string, string> {
  const missing = env.find((name) => environment.get(name) === undefined);
  if (missing !== undefined) throw new PromptopsError("missing-key", `The environment variable ${missing}, which ${nameOf(command)} needs, is not set.`);
  const given = env.flatMap((name) => [[name, environment.get(name) ?? ""] as const]);
  return { ...foundPrograms(), ...Object.fromEntries(given) };
}

function output({ command, timeoutMs, payload }: CommandRun, folder: string, env: Record<string, string>, running: Set<ChildProcess>): Promise<string> {
  const [program = "", ...args] = command;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(program, args, { cwd: folder, env, detached: process.platform !== "win32", stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  let [stdout, stderr, size] = ["", "", 0];
  const fail = (why: string) => {
    endGroup(child);
    reject(failed(command, why));
  };
  const timer = setTimeout(() => fail(`it did not answer within ${timeoutMs / 1000} s`), timeoutMs);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    size += Buffer.byteLength(text);
    if (size > mostOutput) fail(`it wrote more than ${mostOutput / 1024} kB`);
    else stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = (stderr + text).slice(-stderrKept)));
  // A command that does not read what it is given may end before it is all written.
  child.stdin.on("error", () => undefined).end(JSON.stringify(payload));
  child.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") reject(new PromptopsError("program-missing", `There is no program \`${program}\` to score with.`, { cause: error }));
    else fail(error.message);
  });
  // What it left behind would keep its output open.
  child.on("exit", () => endGroup(child));
  child.on("close", (code, signal) => {
    if (code === 0) resolve(stdout);
    else fail(`${signal === null ? `it ended with ${code}` : `${signal} ended it`}${lastLine(stderr)}`);
  });
  return promise.finally(() => {
    clearTimeout(timer);
    running.delete(child);
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already, and with it everything it started.
  }
}

function scoreIn(stdout: string, { command }: CommandRun): Scored {
  const written = parsed(stdout);
  const scored = readScore(written);
  if (scored !== undefined) return scored;
  throw failed(command, stdout.trim() === "" ? "it wrote nothing" : `it wrote ${JSON.stringify(stdout.slice(0, 80))}, ${noScore(written)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lastLine(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "" : `: ${line.slice(0, 200)}`;
}

/** Its first two words: which program, and mostly which file. */
function nameOf(command: readonly string[]): string {
  return `\`${command.slice(0, 2).join(" ")}\``;
}

function failed(command: readonly string[], why: string): PromptopsError {
  return new PromptopsError("scorer-failed", `The command ${nameOf(command)} failed: ${why.replace(/\.$/, "")}.`, {
    hint: "It reads `{ input, config }` as JSON from its standard input and writes true or false, a number from 0 to 1, or `{ score, pass, reason }`, of which `score` is needed.",
  });
}
