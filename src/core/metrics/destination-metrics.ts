import type { DeliveryRow, DeliveryStatus } from "../ledger/delivery-row.ts";
import type { DestinationMetrics } from "../results/metrics.ts";
import { rateOf, spread } from "./spread.ts";

/** Receipts that stand for something sent; the others say who does what, or what a person saw. */
const attempts = ["delivered", "retry", "unknown", "dead"];

/** What became of the deliveries to one destination. */
export function destinationMetrics(destination: string, deliveries: readonly DeliveryRow[]): DestinationMetrics {
  const count = (status: DeliveryStatus) => deliveries.filter((delivery) => delivery.status === status).length;
  const tried = deliveries.flatMap(({ receipts }) => receipts.filter(({ outcome }) => attempts.includes(outcome)));
  const [delivered, dead, resolved] = [count("delivered"), count("dead"), count("resolved")];
  const limited = tried.filter(({ status }) => status === 429).length;
  const success = rateOf(delivered, delivered + dead + resolved);
  const perDelivery = rateOf(tried.length, deliveries.filter(({ receipts }) => receipts.length > 0).length);
  const rateLimited = rateOf(limited, tried.length);
  const latency = spread(tried.flatMap(({ latency_ms }) => latency_ms ?? []));
  return {
    destination,
    kind: deliveries[0]?.destination_kind ?? "unknown",
    deliveries: deliveries.length,
    delivered,
    pending: count("pending"),
    held: count("held"),
    dead,
    resolved,
    ...(success !== undefined && { success_rate: success }),
    attempts: tried.length,
    ...(perDelivery !== undefined && { attempts_per_delivery: perDelivery }),
    rate_limited: limited,
    ...(rateLimited !== undefined && { rate_limited_rate: rateLimited }),
    ...(latency !== undefined && { latency_ms: latency }),
  };
}
