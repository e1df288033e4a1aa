import { Worker } from "node:worker_threads";
import type { ScorerAnswer, ScorerQuestion } from "./scorer-messages.ts";

export interface ScorerLimits {
  /** Milliseconds for one score. */
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

/** Beside the sources it is TypeScript; bundled, this module is a chunk and the worker an entry of its own. */
const program = new URL(import.meta.url.endsWith(".ts") ? "./scorer.worker.ts" : "../adapters/scorers/scorer.worker.js", import.meta.url);

/** For starting a thread and loading the file, which a busy machine may take long for. */
const loadTimeoutMs = 15_000;

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
    const worker = this.#worker ?? (await this.#start());
    const answering = this.#answerOf(worker, this.#limits.timeoutMs);
    worker.postMessage(question);
    const answer = await answering;
    return "returned" in answer ? answer.returned : undefined;
  }

  async #start(): Promise<Worker> {
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
    this.#worker = worker;
    try {
      await this.#answerOf(worker, loadTimeoutMs);
    } catch (error) {
      await this.#stop(worker);
      throw error;
    }
    return worker;
  }

  /** The thread's next word. A thread that hangs or has broken is ended, so that it is not asked again. */
  async #answerOf(worker: Worker, timeoutMs: number): Promise<ScorerAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<ScorerAnswer>();
    const onError = (error: NodeJS.ErrnoException) =>
      reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? new Error(`it needs more than ${this.#limits.memoryMb} MB of memory`) : error);
    const onExit = () => reject(new Error("it ended its own thread"));
    const timer = setTimeout(() => reject(new Error(`it did not answer within ${timeoutMs / 1000} s`)), timeoutMs);
    worker.once("message", resolve).once("error", onError).once("exit", onExit);
    const answer = await promise
      .catch(async (error: unknown) => {
        await this.#stop(worker);
        throw error;
      })
      .finally(() => {
        clearTimeout(timer);
        worker.off("message", resolve).off("error", onError).off("exit", onExit);
      });
    if ("failed" in answer) throw new Error(answer.failed);
    return answer;
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
  }

  async #stop(worker: Worker): Promise<void> {
    this.#forget(worker);
    await worker.terminate();
  }
}
