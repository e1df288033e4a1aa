import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";

export interface Program {
  /** The program and its arguments, as they are: there is no shell. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** All that it gets to see. */
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
  /** Bytes of standard output that are read at most. */
  readonly maxOutput: number;
}

export interface ProgramEnd {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  /** The last of what it wrote to standard error. */
  readonly stderr: string;
  /** It wrote more than `maxOutput`, and was ended. */
  readonly tooMuch: boolean;
}

/** Bytes of standard error that are kept. */
const keptStderr = 8_192;

const alive = new Set<number>();
let watching = false;

/**
 * Runs a program to its end in a process group of its own. Nothing that it started outlives it, or `signal`, or this process, unless it
 * left the group on purpose.
 * @throws the signal's reason; the system's error when it cannot be started.
 */
export async function runProgram({ command, cwd, environment, input, maxOutput }: Program, signal: AbortSignal): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const [program = "", ...args] = command;
  const child = spawn(program, args, { cwd, env: environment, detached: true, stdio: "pipe", windowsHide: true });
  endWithUs();
  const stdout: Buffer[] = [];
  let bytes = 0;
  let tooMuch = false;
  let stderr = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= maxOutput) stdout.push(chunk);
    else if (!tooMuch) {
      tooMuch = true;
      stop(child);
    }
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = Buffer.concat([stderr, chunk]).subarray(-keptStderr);
  });
  // A program may end without having read its input.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = new Promise<ProgramEnd>((resolve, reject) => {
    child.on("error", reject);
    // What it left running would hold its output open.
    child.on("exit", () => endGroup(child.pid));
    child.on("close", (code, by) =>
      resolve({ code: code ?? undefined, signal: by ?? undefined, stdout: Buffer.concat(stdout).toString("utf8"), stderr: stderr.toString("utf8"), tooMuch }),
    );
  });
  if (child.pid !== undefined) alive.add(child.pid);
  const onAbort = () => stop(child);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const end = await ended;
    signal.throwIfAborted();
    return end;
  } finally {
    signal.removeEventListener("abort", onAbort);
    if (child.pid !== undefined) alive.delete(child.pid);
  }
}

/** Ends the whole group, and does not wait for output of whoever left it. */
function stop(child: ChildProcessWithoutNullStreams): void {
  endGroup(child.pid);
  child.stdout.destroy();
  child.stderr.destroy();
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}

/** A group of its own hears no Ctrl-C: when this process goes, it takes the groups along. */
function endWithUs(): void {
  if (watching) return;
  watching = true;
  process.on("exit", () => {
    for (const pid of alive) endGroup(pid);
  });
}
