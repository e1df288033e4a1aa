import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { residentMemory } from "./resident-memory.ts";
import type { ScorerAnswer, ScorerQuestion, ScorerSource } from "./scorer-messages.ts";

export interface ScorerLimits {
  /** Milliseconds for one score. */
  readonly timeoutMs: number;
  /** What the scorer may hold beyond what Node itself needs, buffers included. */
  readonly memoryMb: number;
}

/** Beside the sources it is TypeScript; bundled, this module is a chunk and the program an entry of its own. */
const program = fileURLToPath(new URL(import.meta.url.endsWith(".ts") ? "./scorer.worker.ts" : "../adapters/scorers/scorer.worker.js", import.meta.url));

/** For starting a process and loading the file, which a busy machine may take long for. */
const loadTimeoutMs = 15_000;
/** How often a scorer that is thinking is weighed. */
const weighEveryMs = 25;
/** What Node itself takes, about. */
const ownMb = 64;

/**
 * One scorer file in a process of its own: without our environment, without the file system, without children, with limits, asked one
 * thing at a time. A thread would be cheaper; but a thread can read `/proc/self/environ`, and its limit does not count buffers
 * (docs/decisions/0015-scorers-in-processes.md). It keeps mistakes out of this process; it is no sandbox against malice.
 */
export class ScorerProcess {
  readonly #source: Uint8Array;
  readonly #limits: ScorerLimits;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(source: Uint8Array, limits: ScorerLimits) {
    this.#source = source;
    this.#limits = limits;
  }

  /** What the scorer returns. @throws Error with a phrase that says why there is nothing. */
  ask(question: ScorerQuestion): Promise<unknown> {
    const turn = this.#last.then(() => this.#askNow(question));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): void {
    if (this.#child !== undefined) this.#stop(this.#child);
  }

  async #askNow(question: ScorerQuestion): Promise<unknown> {
    const child = this.#child ?? (await this.#start());
    const answer = await this.#say(child, question, this.#limits.timeoutMs);
    if ("failed" in answer) throw new Error(answer.failed);
    return "returned" in answer ? answer.returned : undefined;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(program, {
      env: {},
      execArgv: ["--permission", "--no-warnings", `--max-old-space-size=${this.#limits.memoryMb}`],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    // Whoever waits hears of it too; between two questions nobody does.
    child.on("error", () => this.#forget(child)).on("exit", () => this.#forget(child));
    this.#child = child;
    const answer = await this.#say(child, { source: this.#source }, loadTimeoutMs);
    if (!("failed" in answer)) return child;
    this.#stop(child);
    throw new Error(answer.failed);
  }

  /** Says something and waits for the answer. A process that hangs, grows or breaks is ended, so that it is not asked again. */
  async #say(child: ChildProcess, message: ScorerSource | ScorerQuestion, timeoutMs: number): Promise<ScorerAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<ScorerAnswer>();
    const onMessage = (answer: unknown) => resolve(answer as ScorerAnswer);
    // Out of heap, Node aborts.
    const onExit = (_code: number | null, signal: NodeJS.Signals | null) =>
      reject(new Error(signal === "SIGABRT" || signal === "SIGTRAP" ? this.#tooMuch : "it ended its own process"));
    const timer = setTimeout(() => reject(new Error(`it did not answer within ${timeoutMs / 1000} s`)), timeoutMs);
    const scales = setInterval(() => void this.#weigh(child, reject), weighEveryMs);
    child.once("message", onMessage).once("error", reject).once("exit", onExit);
    // What cannot be sent any more is told by the end of the process.
    child.send(message, () => undefined);
    try {
      return await promise;
    } catch (error) {
      this.#stop(child);
      throw error;
    } finally {
      clearTimeout(timer);
      clearInterval(scales);
      child.off("message", onMessage).off("error", reject).off("exit", onExit);
    }
  }

  /** The heap has its own limit; what lies beside it (buffers) only shows from outside. */
  async #weigh({ pid }: ChildProcess, reject: (error: Error) => void): Promise<void> {
    const bytes = pid === undefined ? undefined : await residentMemory(pid);
    if (bytes !== undefined && bytes > (this.#limits.memoryMb + ownMb) * 1024 * 1024) reject(new Error(this.#tooMuch));
  }

  get #tooMuch(): string {
    return `it needs more than ${this.#limits.memoryMb} MB of memory`;
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = undefined;
  }

  #stop(child: ChildProcess): void {
    this.#forget(child);
    child.kill("SIGKILL");
  }
}
