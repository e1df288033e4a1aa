import { timeOf } from "../core/schedule/time-of.ts";
import { activationOf } from "../core/metrics/activation.ts";
import { ledgerMetrics } from "../core/metrics/ledger-metrics.ts";
import type { MetricsResult } from "../core/results/metrics.ts";
import type { Clock } from "../ports/clock.ts";
import type { LedgerIndex } from "../ports/ledger-index.ts";

export interface MetricsRequest {
  /** `7d`, or a time; everything when absent. */
  readonly since: string | undefined;
  /** What counts as delivered in time. */
  readonly withinMinutes: number;
}

/** Figures of what ran and was delivered, as far as this clone's ledger knows. @throws PromptopsError `invalid-time` for a time that is none. */
export async function metrics(
  { index, clock }: { readonly index: LedgerIndex; readonly clock: Clock },
  { since: asked, withinMinutes }: MetricsRequest,
): Promise<MetricsResult> {
  const since = asked === undefined ? undefined : timeOf(asked, { flag: "--since", now: clock.now(), durations: "ago", isPast: true });
  const everyDelivery = await index.deliveries({});
  const activation = activationOf(await index.audit({ act: "job-added" }), await index.runs({ preview: true }), everyDelivery);
  return ledgerMetrics({
    runs: await index.runs({ since }),
    claims: await index.claims({ since }),
    spending: await index.spending({ since }),
    deliveries: everyDelivery.filter(({ at }) => since === undefined || Date.parse(at) >= since),
    activation,
    since,
    now: clock.now(),
    withinMinutes,
  });
}
