import type { JobDecision, PassedOver } from "../schedule/decide-job.ts";
import { slotInstant } from "./instant.ts";

/** What a tick does about a job, and why, in one sentence. */
export function decisionSentence(decision: JobDecision): string {
  switch (decision.kind) {
    case "register":
      return decision.edited
        ? "A tick notes that its timing changed; it is due by the new timing from then on, never for the past."
        : "A tick notes that it is new; it is due from then on, never for the past.";
    case "run":
      return `A tick runs its slot ${slotInstant(decision.slot)}, which is due.${missedText(decision.missed)}`;
    case "skip":
      return `A tick skips its slot ${slotInstant(decision.slot)}: ${/[.!?…]$/.test(decision.message) ? decision.message : `${decision.message}.`}${missedText(decision.missed)}`;
    case "wait":
      return decision.code === "jitter"
        ? `Its slot ${slotInstant(decision.slot)} is due, and begins at ${slotInstant(decision.until ?? decision.slot)}, which is its part of the jitter.`
        : `Its slot ${slotInstant(decision.slot)} is due, and waits for the run before it (\`overlap: queue\`).`;
    case "take-over":
      return `A tick takes the run ${decision.run} over: its lease ended without a word, or its provider may be asked again.`;
  }
}

function missedText(missed: PassedOver | undefined): string {
  if (missed === undefined) return "";
  return ` ${missed.count} older ${missed.count === 1 ? "slot is" : "slots are"} passed over with it, from ${slotInstant(missed.from)} on.`;
}
