import { deliverPending, type DeliveryReport } from "../deliver/deliver-pending.ts";
import type { Tick } from "./tick.ts";

/** Sends what is due now. @param only All that are not done when absent. */
export async function deliver({ deps, ledger, project, runner, by, sharing }: Tick, only?: ReadonlySet<string>): Promise<DeliveryReport> {
  const { journal, clock, random, redact, signal } = deps;
  const openDestination = await deps.openDestinations(project.source);
  return deliverPending({ ledger, journal, openDestination, clock, random, redact, runner, by: await by() }, { only, sharing, signal });
}
