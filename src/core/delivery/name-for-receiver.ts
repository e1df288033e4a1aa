import type { Intent } from "../ledger/intent.ts";

/** The name by which a receiver knows a delivery: its own, or that of the one it repeats when that was asked for. */
export function nameForReceiver({ intent, replay_of: replay }: { readonly intent: string; readonly replay_of?: Intent["replay_of"] | undefined }): string {
  return replay?.same_id === true ? (replay.intent ?? intent) : intent;
}
