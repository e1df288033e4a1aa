import type { AuditRow } from "../ledger/audit-row.ts";
import type { DeliveryRow } from "../ledger/delivery-row.ts";
import type { RunRow } from "../ledger/run-row.ts";
import type { ActivationMetrics } from "../results/metrics.ts";
import { arrivedAt } from "./arrived-at.ts";

/** From a job's beginning to its first preview and the first thing that arrived. All rows are of all time. */
export function activationOf(added: readonly AuditRow[], previews: readonly RunRow[], deliveries: readonly DeliveryRow[]): ActivationMetrics[] {
  const firstAdded = earliest(
    added,
    ({ subject }) => subject,
    ({ at }) => Date.parse(at),
  );
  const firstPreview = earliest(
    previews,
    ({ job }) => job,
    ({ started_at }) => Date.parse(started_at),
  );
  const firstDelivery = earliest(deliveries, ({ job }) => job, arrivedAt);
  return [...firstAdded]
    .sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1))
    .map(([job, at]) => {
      const [preview, delivery] = [firstPreview.get(job), firstDelivery.get(job)];
      return {
        job,
        added_at: instant(at),
        ...(preview !== undefined && { first_preview_at: instant(preview) }),
        ...(delivery !== undefined && { first_delivery_at: instant(delivery), to_delivery_ms: delivery - at }),
      };
    });
}

function earliest<T>(rows: readonly T[], nameOf: (row: T) => string | undefined, timeOf: (row: T) => number | undefined): Map<string, number> {
  const first = new Map<string, number>();
  for (const row of rows) {
    const [name, at] = [nameOf(row), timeOf(row)];
    if (name !== undefined && at !== undefined) first.set(name, Math.min(at, first.get(name) ?? Infinity));
  }
  return first;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
