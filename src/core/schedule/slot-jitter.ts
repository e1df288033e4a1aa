import { digestBytes } from "../identity/digest.ts";
import { durationMs } from "./duration.ts";

/** Milliseconds a slot waits: the same for every runner that asks, spread over all slots and jobs. */
export function slotJitter(job: string, slot: number, jitter: string | undefined): number {
  if (jitter === undefined) return 0;
  const share = Number.parseInt(digestBytes(`jitter/1 ${job} ${slot}`).slice(0, 12), 16) / 16 ** 12;
  return Math.floor(share * durationMs(jitter));
}
