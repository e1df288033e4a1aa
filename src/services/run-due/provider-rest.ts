import type { Reason } from "../../core/ledger/record-parts.ts";

/** Providers that are out, for as long as a tick goes on: who finds out tells the others, so that nothing hammers. */
export interface ProviderRest {
  /** Why it is left alone, and until when (milliseconds since the epoch); undefined when it is not. */
  of(provider: string): { readonly reason: Reason; readonly until: number } | undefined;
  rest(provider: string, reason: Reason, until: number): void;
}

export function providerRest(): ProviderRest {
  const resting = new Map<string, { reason: Reason; until: number }>();
  return {
    of: (provider) => resting.get(provider),
    rest: (provider, reason, until) => void resting.set(provider, { reason, until }),
  };
}
