import { execFile, type ChildProcess } from "node:child_process";
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
      const all = [...gitSettings, ...(timeoutMs === undefined ? [] : impatient(timeoutMs)), ...args];
      const running = start(all, { cwd: folder, env: gitEnvironment(environment), input });
      const ended = timeoutMs === undefined ? await running.ended : await within(timeoutMs, running);
      if (ended === undefined) return { code: undefined, stdout: "", stderr: "" };
      const { code, stdout, stderr } = ended;
      if (code === "ENOENT") throw new PromptopsError("git-missing", "There is no git on the PATH.");
      if (typeof code !== "number") throw gitFailed(args, stderr || "it was killed");
      return { code, stdout, stderr };
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

interface Running {
  readonly child: ChildProcess;
  /** Its exit code; the system's word when it could not be started; undefined when it was ended. */
  readonly ended: Promise<{ readonly code: number | string | undefined; readonly stdout: string; readonly stderr: string }>;
}

/** By Node's own means: most of our gits are so short that a library around them would cost as much as they do. */
function start(args: readonly string[], { cwd, env, input = "" }: { cwd: string; env: NodeJS.ProcessEnv; input: GitOptions["input"] }): Running {
  let child: ChildProcess | undefined;
  const ended = new Promise<Awaited<Running["ended"]>>((resolve) => {
    child = execFile("git", args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 30 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? undefined), stdout, stderr });
    });
    // Git may end without having read its input.
    child.stdin?.on("error", () => undefined).end(input);
  });
  return { child: child as ChildProcess, ended };
}

/**
 * Undefined when time ran out. Git is ended then, but not waited for: a helper it started may outlive it, and would hold its pipes open.
 */
async function within(ms: number, { child, ended }: Running): Promise<Awaited<Running["ended"]> | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      child.kill();
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve(undefined);
    }, ms);
  });
  try {
    return await Promise.race([ended, late]);
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
