import { Worker } from "node:worker_threads";
import type { ScorerAnswer, ScorerQuestion } from "./scorer-messages.ts";

export interface ScorerLimits {
  /** Milliseconds for one score. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** Beside the sources it is TypeScript; bundled, this module is a chunk and the worker an entry of its own. */
const program = new URL(import.meta.url.endsWith(".ts") ? "./scorer.worker.ts" : "../adapters/scorers/scorer.worker.js", import.meta.url);

/** One scorer file in a thread of its own: without our environment, with limits, asked one thing at a time. */
export class ScorerWorker {
  readonly #source: Uint8Array;
  readonly #limits: ScorerLimits;
  #worker: Worker | undefined;
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

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  async #askNow(question: ScorerQuestion): Promise<unknown> {
    const worker = (this.#worker ??= this.#start());
    const answer = await this.#answerOf(worker, question);
    if ("returned" in answer) return answer.returned;
    throw new Error(answer.failed);
  }

  #start(): Worker {
    const worker = new Worker(program, {
      workerData: { source: this.#source },
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    // Whoever waits hears of it too; between two questions nobody does.
    worker.on("error", () => this.#forget(worker));
    worker.on("exit", () => this.#forget(worker));
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
  }

  async #answerOf(worker: Worker, question: ScorerQuestion): Promise<ScorerAnswer> {
    const { timeoutMs, memoryMb } = this.#limits;
    const { promise, resolve } = Promise.withResolvers<ScorerAnswer>();
    let broken = false;
    const failed = (why: string) => {
      broken = true;
      resolve({ failed: why });
    };
    const onError = (error: NodeJS.ErrnoException) => failed(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? `it needs more than ${memoryMb} MB of memory` : error.message);
    const onExit = () => failed("it ended its own thread");
    const timer = setTimeout(() => failed(`it did not answer within ${timeoutMs / 1000} s`), timeoutMs);
    worker.once("message", resolve).once("error", onError).once("exit", onExit);
    try {
      worker.postMessage(question);
      const answer = await promise;
      // A thread that hangs, or has run out of memory, is not asked again.
      if (broken) await this.#stop(worker);
      return answer;
    } finally {
      clearTimeout(timer);
      worker.off("message", resolve).off("error", onError).off("exit", onExit);
    }
  }

  async #stop(worker: Worker): Promise<void> {
    this.#forget(worker);
    await worker.terminate();
  }
}
