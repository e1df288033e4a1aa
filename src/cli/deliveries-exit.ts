import { gravest, type ExitName } from "../core/errors/exit-code.ts";
import type { DeliveryOutcome } from "../core/results/deliver.ts";

/** 1 for what was given up, 8 for what is not done yet or is held. @param notes What the remote does not know yet is pending, too. */
export function deliveriesExit(deliveries: readonly DeliveryOutcome[], notes: readonly string[]): ExitName {
  const exits = deliveries.map(({ status }): ExitName => (status === "dead" ? "no" : status === "delivered" ? "done" : "pending"));
  return gravest([...exits, ...(notes.length > 0 ? (["pending"] as const) : [])]);
}
