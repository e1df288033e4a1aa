import pRetry from "p-retry";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { inTenths } from "../../core/model-call/in-tenths.ts";
import type { Attempt, Usage } from "../../core/model-call/response.ts";
import { retryWait } from "../../core/model-call/retry-wait.ts";
import type { CallOptions, Turn } from "../../ports/provider.ts";
import type { ProviderPorts } from "./endpoint.ts";
import type { Pacer } from "./pacer.ts";
import { timed } from "../../core/pacing/timed.ts";

export interface RetryLimits {
  /** Of each attempt. */
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** What is the same for everything that one provider is asked. */
export interface Asked<Q, A> {
  /** One attempt at a question. */
  readonly ask: (question: Q, signal: AbortSignal, turn: Turn) => Promise<A>;
  readonly pacer: Pacer;
  /** About how many tokens an attempt may use. */
  readonly reckon: (question: Q) => number;
}

/** `latencyMs` and `attempts` of an answer only where they are not what happened here. */
interface Given {
  readonly latencyMs?: number;
  readonly attempts?: readonly Attempt[];
  readonly usage: Usage | undefined;
}
/** What came of the attempt that answered, and how all of them went. */
type Told<A> = A & { readonly latencyMs: number; readonly attempts: readonly Attempt[] };

/** Calls with a time limit per attempt, each attempt when the provider may be asked, retries where they may help, and a record of every attempt. */
export function withRetries<Q, A extends Given>(
  name: string,
  { ask, pacer, reckon }: Asked<Q, A>,
  { timeoutMs, maxRetries }: RetryLimits,
  ports: Pick<ProviderPorts, "clock" | "random">,
): (question: Q, options?: CallOptions) => Promise<Told<A>> {
  const { clock, random } = ports;
  const inTime = timed(clock, timeoutMs, late);

  return async (question, { signal, onWait, ...turn } = {}) => {
    const attempts: Attempt[] = [];
    let waitedMs = 0;

    async function attempt(): Promise<Told<A>> {
      const admitted = await pacer.enter(reckon(question), { signal, onWait });
      const started = clock.elapsed();
      try {
        const answer = await inTime(signal, (ending) => ask(question, ending, turn));
        const latencyMs = answer.latencyMs ?? inTenths(clock.elapsed() - started);
        attempts.push({ outcome: "answered", latencyMs });
        admitted.answered(answer.usage && answer.usage.input + answer.usage.output);
        return { ...answer, latencyMs, attempts: answer.attempts ?? attempts };
      } catch (error) {
        admitted.failed(error);
        const failed = failure(error);
        if (failed !== undefined) attempts.push({ ...failed, latencyMs: inTenths(clock.elapsed() - started) });
        throw error;
      }
    }

    /** The waits are our clock's; p-retry's own are off. */
    async function waited(error: Error): Promise<boolean> {
      if (!(error instanceof ProviderError)) return false;
      const outcomes = attempts.map(({ outcome }) => outcome);
      const wait = retryWait({ outcomes, retryAfterMs: error.retryAfterMs, waitedMs, jitter: random.next() });
      if (wait === undefined) return false;
      waitedMs += wait;
      await clock.sleep(wait, signal);
      return true;
    }

    try {
      signal?.throwIfAborted();
      return await pRetry(attempt, { retries: maxRetries, minTimeout: 0, shouldRetry: ({ error }) => waited(error) });
    } catch (error) {
      if (signal?.aborted === true) throw new ProviderError("aborted", name, `The call to ${name} was stopped.`, { attempts, cause: error });
      throw error instanceof ProviderError ? withAttempts(error, attempts) : error;
    }

    function failure(error: unknown): Pick<Attempt, "outcome" | "status" | "unsent"> | undefined {
      if (signal?.aborted === true) return { outcome: "aborted" };
      if (!(error instanceof ProviderError)) return undefined;
      return { outcome: error.kind, ...(error.status === undefined ? {} : { status: error.status }), ...(error.unsent ? { unsent: true } : {}) };
    }
  };

  function late(): ProviderError {
    return new ProviderError("timeout", name, `${name} did not answer within ${timeoutMs / 1000} seconds.`);
  }
}

/** The last failure, telling of all attempts. */
function withAttempts({ kind, provider, message, status, retryAfterMs, cause }: ProviderError, attempts: readonly Attempt[]): ProviderError {
  const sentence = attempts.length > 1 ? `${message} It was tried ${attempts.length} times.` : message;
  return new ProviderError(kind, provider, sentence, {
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    attempts,
    cause,
  });
}
