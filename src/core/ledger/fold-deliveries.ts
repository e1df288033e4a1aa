import type { Intent } from "./intent.ts";
import type { Receipt } from "./receipt.ts";
import { circuitPath, CircuitState, pendingPath, PendingDelivery } from "./state-records.ts";
import type { StateFiles } from "./state-files.ts";

/** A destination that failed so often in a row is left alone: one minute, then twice as long each time, at most an hour. */
const failuresToOpen = 5;
const firstRestMs = 60_000;
const longestRestMs = 3_600_000;

export function foldIntent(files: StateFiles, { intent, run, destination, parts, at, deadline, on_unknown, host }: Intent): void {
  files.set(pendingPath(intent), {
    intent,
    run,
    destination,
    parts: parts.length,
    on_unknown,
    part: 1,
    attempts: 0,
    status: "pending",
    next_at: at,
    deadline,
    host,
  } satisfies PendingDelivery);
}

export async function foldReceipt(files: StateFiles, receipt: Receipt): Promise<void> {
  await foldCircuit(files, receipt);
  const path = pendingPath(receipt.intent);
  const before = await files.get(PendingDelivery, path);
  if (before === undefined || receipt.part < before.part) return;
  files.set(path, pendingAfter(before, receipt));
}

/** What is left to do; undefined when nothing is. */
function pendingAfter(before: PendingDelivery, { part, attempt, outcome, at, retry_at: retryAt = at, reason }: Receipt): PendingDelivery | undefined {
  const next = { ...before, part: part + 1, attempts: 0, status: "pending" as const, next_at: at };
  switch (outcome) {
    case "delivered":
      return part === before.parts ? undefined : next;
    case "retry":
      return { ...before, part, attempts: attempt, status: "pending", next_at: retryAt };
    case "unknown":
      return { ...before, part, attempts: attempt, status: before.on_unknown === "hold" ? "held" : "pending", next_at: retryAt };
    case "dead":
      return undefined;
    case "resolved":
      // A person saw that it had arrived: the parts after it are still to be sent.
      return reason?.code === "arrived" && part < before.parts ? next : undefined;
  }
}

async function foldCircuit(files: StateFiles, { destination, outcome, at }: Receipt): Promise<void> {
  if (outcome === "resolved") return;
  const path = circuitPath(destination);
  const before = await files.get(CircuitState, path);
  if (outcome === "delivered") {
    if (before !== undefined) files.set(path, undefined);
    return;
  }
  const failures = (before?.failures_in_a_row ?? 0) + 1;
  const rest = failures < failuresToOpen ? undefined : Math.min(longestRestMs, firstRestMs * 2 ** (failures - failuresToOpen));
  const open = rest === undefined ? {} : { open_until: new Date(Date.parse(at) + rest).toISOString() };
  files.set(path, { destination, failures_in_a_row: failures, ...open } satisfies CircuitState);
}
