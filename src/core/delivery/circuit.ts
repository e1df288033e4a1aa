import type { Receipt } from "../ledger/receipt.ts";
import type { CircuitState } from "../ledger/state-records.ts";

/** A destination that failed so often in a row is left alone: one minute, then twice as long each time, at most an hour. */
const failuresToOpen = 5;
const firstRestMs = 60_000;
const longestRestMs = 3_600_000;

const attempts: ReadonlySet<Receipt["outcome"]> = new Set(["delivered", "retry", "unknown", "dead"]);

/** What a receipt makes of its destination's circuit; undefined = closed, and nothing to be remembered. */
export function circuitAfter(before: CircuitState | undefined, { destination, outcome, at, rest_until: asked, reason }: Receipt): CircuitState | undefined {
  // Of what was given up for its age, or presumed of another host, nobody asked the destination.
  if (!attempts.has(outcome) || silent.has(reason?.code ?? "")) return before;
  if (outcome === "delivered") return undefined;
  const failures = (before?.failures_in_a_row ?? 0) + 1;
  const own = failures < failuresToOpen ? undefined : later(at, Math.min(longestRestMs, firstRestMs * 2 ** (failures - failuresToOpen)));
  const until = [own, asked]
    .filter((each) => each !== undefined)
    .sort()
    .at(-1);
  return { destination, failures_in_a_row: failures, ...(until === undefined ? {} : { open_until: until }) };
}

/** Reasons of receipts behind which no attempt stands. */
const silent: ReadonlySet<string> = new Set(["expired", "other-host", "journal-damaged"]);

/** Is a destination left alone at this instant? @param now Milliseconds since the epoch. */
export function isOpen(circuit: CircuitState | undefined, now: number): boolean {
  return circuit?.open_until !== undefined && Date.parse(circuit.open_until) > now;
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
