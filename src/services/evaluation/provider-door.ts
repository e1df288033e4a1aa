import pLimit, { type LimitFunction } from "p-limit";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { CallOptions, Provider, ProviderWait } from "../../ports/provider.ts";

/** Does something with a provider when there is room. @throws what the work throws. */
export type ProviderDoor = <T>(provider: Provider, work: (options: CallOptions) => Promise<T>) => Promise<T>;

/**
 * The door to the providers: each one's own limit holds for answers and embeddings together, and one that refused our key is not asked again.
 * @param signal Ends what is under way.
 * @param onWait Told when all who ask a provider wait.
 */
export function providerDoor(signal: AbortSignal, onWait: (provider: string, wait: ProviderWait) => void = () => undefined): ProviderDoor {
  const limits = new Map<string, LimitFunction>();
  const refusals = new Map<string, ProviderError>();

  function limitOf({ name, concurrency }: Provider): LimitFunction {
    const limit = limits.get(name) ?? pLimit(concurrency);
    limits.set(name, limit);
    return limit;
  }

  return (provider, work) =>
    limitOf(provider)(async () => {
      signal.throwIfAborted();
      const refusal = refusals.get(provider.name);
      if (refusal !== undefined) throw refusal;
      try {
        return await work({ signal, onWait: (wait) => onWait(provider.name, wait) });
      } catch (error) {
        if (error instanceof ProviderError && error.kind === "auth") refusals.set(provider.name, error);
        throw error;
      }
    });
}
