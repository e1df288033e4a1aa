import pRetry from "p-retry";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { Attempt, ModelResponse } from "../../core/model-call/response.ts";
import { retryWait } from "../../core/model-call/retry-wait.ts";
import type { Provider } from "../../ports/provider.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";
import { timed } from "./timed.ts";

export interface RetryLimits {
  /** Of each attempt. */
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** Calls with a time limit per attempt, retries where they may help, and a record of every attempt. */
export function withRetries(
  name: string,
  endpoint: Endpoint,
  { timeoutMs, maxRetries }: RetryLimits,
  ports: Pick<ProviderPorts, "clock" | "random">,
): Provider["call"] {
  const { clock, random } = ports;

  return async (request, { signal } = {}) => {
    const attempts: Attempt[] = [];
    let waitedMs = 0;

    async function attempt(): Promise<ModelResponse> {
      const started = clock.elapsed();
      try {
        const answer = await timed(clock, timeoutMs, late, signal, (ending) => endpoint.ask(request, ending));
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
