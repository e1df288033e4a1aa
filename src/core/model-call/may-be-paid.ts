import type { Attempt } from "./response.ts";

const paid: readonly string[] = ["timeout", "malformed", "network", "aborted"] satisfies Attempt["outcome"][];

/** Whether an attempt without an answer may have been paid for: a refusal costs nothing, nor does what never reached the provider. */
export function mayBePaid({ outcome, unsent = false }: { readonly outcome: string; readonly unsent?: boolean | undefined }): boolean {
  return !unsent && paid.includes(outcome);
}
