import type { ProviderError } from "../errors/provider-error.ts";
import { mayBePaid } from "./may-be-paid.ts";

/** How many attempts of a failed call may have been paid for. Who tells of none made one. */
export function openAttempts({ kind, unsent, attempts }: ProviderError): number {
  return attempts.length === 0 ? Number(mayBePaid({ outcome: kind, unsent })) : attempts.filter(mayBePaid).length;
}
