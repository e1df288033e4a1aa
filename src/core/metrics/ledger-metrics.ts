import type { ClaimRow } from "../ledger/claim-row.ts";
import type { DeliveryRow } from "../ledger/delivery-row.ts";
import { isSlotsOwn, parseRunName } from "../ledger/record-names.ts";
import type { RunRow } from "../ledger/run-row.ts";
import type { SpendingRow } from "../ledger/spending-row.ts";
import type { ActivationMetrics, MetricsResult } from "../results/metrics.ts";
import { arrivedAt } from "./arrived-at.ts";
import { destinationMetrics } from "./destination-metrics.ts";
import { evaluationMetrics } from "./evaluation-metrics.ts";
import { groupBy } from "./group-by.ts";
import { jobMetrics } from "./job-metrics.ts";
import { rateOf } from "./spread.ts";
import { usageMetrics } from "./usage-metrics.ts";

export interface MetricsInput {
  readonly runs: readonly RunRow[];
  readonly claims: readonly ClaimRow[];
  readonly deliveries: readonly DeliveryRow[];
  readonly spending: readonly SpendingRow[];
  /** Of all time: when jobs were added, when each was first previewed, when first something of it arrived. */
  readonly activation: readonly ActivationMetrics[];
  /** Milliseconds since the epoch. */
  readonly since: number | undefined;
  readonly now: number;
  readonly withinMinutes: number;
}

const minuteMs = 60_000;

/** Figures of everything that ran and was delivered in a span of time. */
export function ledgerMetrics({ runs, claims, deliveries, spending, activation, since, now, withinMinutes }: MetricsInput): MetricsResult {
  const counted = runs.filter(({ preview, late }) => !preview && !late);
  const names = [...new Set([...claims.map(({ job }) => job), ...counted.flatMap(({ job }) => job ?? [])])].sort();
  const claimsOf = groupBy(claims, ({ job }) => job);
  const runsOf = groupBy(counted, ({ job }) => job ?? "");
  const paid = (key: (run: RunRow) => string) => [...groupBy(runs, key)].map(([name, group]) => usageMetrics(name, group));
  return {
    ...(since !== undefined && { since: instant(since) }),
    until: instant(now),
    total: jobMetrics("*", claims, counted),
    jobs: names.map((job) => jobMetrics(job, claimsOf.get(job) ?? [], runsOf.get(job) ?? [])),
    previews: runs.filter(({ preview }) => preview).length,
    usage: {
      total: usageMetrics("*", runs),
      jobs: paid(({ job }) => job ?? ""),
      prompts: paid(({ prompt }) => prompt),
      namespaces: paid(({ prompt }) => prompt.split("/")[0] ?? prompt),
    },
    evaluations: evaluationMetrics(spending),
    destinations: [...groupBy(deliveries, ({ destination }) => destination)].map(([name, group]) => destinationMetrics(name, group)),
    on_time: onTime(deliveries, now, withinMinutes),
    activation: [...activation],
  };
}

/** How many arrived so soon after their slot's nominal time. What can still arrive in time is not counted yet. */
function onTime(deliveries: readonly DeliveryRow[], now: number, withinMinutes: number): MetricsResult["on_time"] {
  const judged = deliveries.flatMap((delivery) => {
    const slot = delivery.replay_of === undefined ? slotOf(delivery) : undefined;
    if (slot === undefined) return [];
    const arrived = arrivedAt(delivery);
    const deadline = slot + withinMinutes * minuteMs;
    if (arrived !== undefined && arrived <= deadline) return [true];
    return now > deadline ? [false] : [];
  });
  const inTime = judged.filter(Boolean).length;
  const rate = rateOf(inTime, judged.length);
  return { within_minutes: withinMinutes, deliveries: judged.length, in_time: inTime, ...(rate !== undefined && { rate }) };
}

function slotOf({ run }: DeliveryRow): number | undefined {
  const name = parseRunName(run);
  return name === undefined || !isSlotsOwn(name) ? undefined : name.at;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
