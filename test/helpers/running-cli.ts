import { spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { bin, childEnvironment } from "./run-cli.ts";

export interface RunningCli {
  /** Everything it wrote so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves once `text` was written to either, `times` times. */
  until(text: string, times?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** How it ended: an exit code, or the signal's name. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts the built binary without a terminal and leaves it running; it is killed when the test is over. */
export function startCli(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): RunningCli {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env: childEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const written = { stdout: "", stderr: "" };
  const waiting = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve) => child.once("close", (code, signal) => resolve(code ?? signal ?? -1)));
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    until: (text, times = 1) =>
      new Promise((resolve, reject) => {
        const count = (all: string) => all.split(text).length - 1;
        const look = () => {
          if (count(written.stdout) + count(written.stderr) < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then((how) => reject(new Error(`It ended with ${how} before it wrote "${text}":\n${written.stdout}\n${written.stderr}`)));
      }),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
