import { execa } from "execa";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { gitEnvironment, gitSettings } from "./git-environment.ts";
import { withoutCredentials } from "./without-credentials.ts";

export interface GitOutput {
  /** Undefined when it ran out of time. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Git in one folder. Arguments go to the program as they are: there is no shell. */
export interface Git {
  readonly folder: string;
  /** Runs to the end, whatever the exit code. @throws PromptopsError `git-missing`. */
  run(args: readonly string[], options?: GitOptions): Promise<GitOutput>;
  /** What a command that must succeed printed. @throws PromptopsError `git-failed` with git's own words. */
  must(args: readonly string[], options?: GitOptions): Promise<string>;
}

export function gitIn(folder: string): Git {
  const git: Git = {
    folder,
    async run(args, { input, environment, timeoutMs } = {}) {
      const running = execa("git", [...gitSettings, ...(timeoutMs === undefined ? [] : impatient(timeoutMs)), ...args], {
        cwd: folder,
        env: gitEnvironment(environment),
        extendEnv: false,
        reject: false,
        stripFinalNewline: false,
        maxBuffer: 1 << 30,
        ...(input === undefined ? { stdin: "ignore" } : { input }),
      });
      const ended = timeoutMs === undefined ? await running : await within(timeoutMs, running);
      if (ended === undefined) return { code: undefined, stdout: "", stderr: "" };
      const { exitCode, stdout, stderr, code } = ended;
      if (code === "ENOENT") throw new PromptopsError("git-missing", "There is no git on the PATH.");
      if (exitCode === undefined) throw gitFailed(args, stderr || "it was killed");
      return { code: exitCode, stdout, stderr };
    },
    async must(args, options) {
      const { code, stdout, stderr } = await git.run(args, options);
      if (code !== 0) throw gitFailed(args, stderr);
      return stdout;
    },
  };
  return git;
}

/** Git's own patience with a server that accepts and says nothing: without it, the helper that talks HTTP waits for ever. */
function impatient(timeoutMs: number): string[] {
  return ["-c", "http.lowSpeedLimit=1", "-c", `http.lowSpeedTime=${Math.ceil(timeoutMs / 1000)}`];
}

interface Running<T> extends Promise<T> {
  kill(): boolean;
  readonly stdout: { destroy(): unknown };
  readonly stderr: { destroy(): unknown };
}

/**
 * Undefined when time ran out. Git is ended then, but not waited for: a helper it started may outlive it, and would hold its pipes open.
 */
async function within<T>(ms: number, running: Running<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      running.kill();
      running.stdout.destroy();
      running.stderr.destroy();
      resolve(undefined);
    }, ms);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function gitFailed(args: readonly string[], stderr: string): PromptopsError {
  const command = args.find((arg, at) => !arg.startsWith("-") && args[at - 1] !== "-c") ?? "";
  return new PromptopsError("git-failed", `\`git ${command}\` failed: ${gitWords(stderr)}.`);
}

/** Git's own explanation in one line, without credentials. */
export function gitWords(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.replace(/^(?:fatal|error|remote|warning):\s*/, "").trim());
  const said = lines.filter((line) => line !== "" && !line.startsWith("hint:")).slice(0, 3);
  return withoutCredentials(said.join("; ")).replace(/[.;]+$/, "") || "it gave no reason";
}
