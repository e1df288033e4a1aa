import { circuitAfter } from "../delivery/circuit.ts";
import type { Intent } from "./intent.ts";
import type { Receipt } from "./receipt.ts";
import { circuitPath, CircuitState, pendingPath, PendingDelivery } from "./state-records.ts";
import type { StateFiles } from "./state-files.ts";

export function foldIntent(files: StateFiles, { intent, run, destination, parts, at, deadline, on_unknown, resend_for_ms, host }: Intent): void {
  files.set(pendingPath(intent), {
    intent,
    run,
    destination,
    parts: parts.length,
    on_unknown,
    ...(resend_for_ms === undefined ? {} : { resend_for_ms }),
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
  if (receipt.outcome === "reopened") {
    files.set(path, reopened(receipt));
    return;
  }
  const before = await files.get(PendingDelivery, path);
  if (before === undefined || receipt.part < before.part) return;
  files.set(path, pendingAfter(before, receipt));
}

/** What is left to do; undefined when nothing is. */
function pendingAfter({ host: _, ...before }: PendingDelivery, receipt: Receipt): PendingDelivery | undefined {
  const { part, attempt, outcome, at, retry_at: retryAt = at, reason } = receipt;
  const { resend_until: __, ...settled } = before;
  const next = { ...settled, part: part + 1, attempts: 0, status: "pending" as const, next_at: at };
  // Numbers only grow: receipts of several hosts may come in another order than that of their attempts.
  const attempts = part === before.part ? Math.max(before.attempts, attempt) : attempt;
  switch (outcome) {
    case "delivered":
      return part === before.parts ? undefined : next;
    case "retry":
    case "waiting":
      // That this attempt did not arrive says nothing of an earlier one that may have: what is held, or known again for a while, stays so.
      return { ...before, part, attempts, next_at: retryAt };
    case "unknown":
      return { ...before, part, attempts, next_at: retryAt, ...afterUnknown(before, receipt) };
    case "taken":
      return { ...before, part, next_at: at, ...(receipt.host === undefined ? {} : { host: receipt.host }) };
    case "dead":
    case "reopened":
      return undefined;
    case "resolved":
      // A person saw that it had arrived: the parts after it are still to be sent.
      return reason?.code === "arrived" && part < before.parts ? next : undefined;
  }
}

/** The first attempt that may have arrived decides until when a copy is known. */
function afterUnknown(
  { status, on_unknown, resend_until: first }: PendingDelivery,
  { retry_at, resend_until }: Receipt,
): Pick<PendingDelivery, "status" | "resend_until"> {
  if (status === "held" || on_unknown === "hold" || retry_at === undefined) return { status: "held" };
  const until = first ?? resend_until;
  return { status: "pending", ...(until === undefined ? {} : { resend_until: until }) };
}

function reopened({ intent, destination, part, attempt, at, reopens }: Receipt): PendingDelivery | undefined {
  return reopens === undefined ? undefined : { intent, destination, ...reopens, part, attempts: attempt, status: "pending", next_at: at };
}

async function foldCircuit(files: StateFiles, receipt: Receipt): Promise<void> {
  const path = circuitPath(receipt.destination);
  const before = await files.get(CircuitState, path);
  const after = circuitAfter(before, receipt);
  if (after !== before) files.set(path, after);
}
