import pRetry from "p-retry";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { Attempt } from "../../core/model-call/response.ts";
import { retryWait } from "../../core/model-call/retry-wait.ts";
import type { CallOptions } from "../../ports/provider.ts";
import type { ProviderPorts } from "./endpoint.ts";
import { timed } from "./timed.ts";

export interface RetryLimits {
  /** Of each attempt. */
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** One attempt at a question. `latencyMs` of its answer only where it is not the time that passed. */
type Ask<Q, A> = (question: Q, signal: AbortSignal) => Promise<A>;
/** What came of the attempt that answered, and how all of them went. */
type Told<A> = A & { readonly latencyMs: number; readonly attempts: readonly Attempt[] };

/** Calls with a time limit per attempt, retries where they may help, and a record of every attempt. */
export function withRetries<Q, A extends { readonly latencyMs?: number }>(
  name: string,
  ask: Ask<Q, A>,
  { timeoutMs, maxRetries }: RetryLimits,
  ports: Pick<ProviderPorts, "clock" | "random">,
): (question: Q, options?: CallOptions) => Promise<Told<A>> {
  const { clock, random } = ports;

  return async (question, { signal } = {}) => {
    const attempts: Attempt[] = [];
    let waitedMs = 0;

    async function attempt(): Promise<Told<A>> {
      const started = clock.elapsed();
      try {
        const answer = await timed(clock, timeoutMs, late, signal, (ending) => ask(question, ending));
        const latencyMs = answer.latencyMs ?? clock.elapsed() - started;
        attempts.push({ outcome: "answered", latencyMs });
        return { ...answer, latencyMs, attempts };
      } catch (error) {
        const failed = failure(error);
        if (failed !== undefined) attempts.push({ ...failed, latencyMs: clock.elapsed() - started });
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

    function failure(error: unknown): Pick<Attempt, "outcome" | "status"> | undefined {
      if (signal?.aborted === true) return { outcome: "aborted" };
      if (!(error instanceof ProviderError)) return undefined;
      return { outcome: error.kind, ...(error.status === undefined ? {} : { status: error.status }) };
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
