import type { DeliveryReport } from "../deliver/deliver-pending.ts";
import { deliver } from "./deliver.ts";
import type { Tick } from "./tick.ts";

/** Sends what is ready while other runs of the tick go on. */
export interface EarlyDeliveries {
  readonly send: (intents: readonly string[]) => void;
  /** Resolves when nothing is under way any more, with what was done. @throws what a delivery threw. */
  done(): Promise<DeliveryReport>;
}

/** A tick that is over sooner sends everything at its end, together. */
const soonMs = 10_000;

/** One pass at a time: what is ready meanwhile goes with the next, so that a destination gets one delivery after the other. */
export function earlyDeliveries(tick: Tick): EarlyDeliveries {
  const { clock } = tick.deps;
  const began = clock.elapsed();
  const outcomes: DeliveryReport["deliveries"][number][] = [];
  let ready: string[] = [];
  let unshared: DeliveryReport["unshared"];
  let under: Promise<void> | undefined;

  return {
    send(intents) {
      ready.push(...intents);
      if (clock.elapsed() - began < soonMs || under !== undefined) return;
      under = passes();
      under.catch(() => undefined);
    },
    async done() {
      await under;
      return { deliveries: outcomes, unshared };
    },
  };

  async function passes(): Promise<void> {
    while (ready.length > 0) {
      const only = new Set(ready);
      ready = [];
      const report = await deliver(tick, only);
      outcomes.push(...report.deliveries);
      unshared ??= report.unshared;
    }
    under = undefined;
  }
}
