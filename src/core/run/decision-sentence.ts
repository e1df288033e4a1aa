import type { JobDecision, PassedOver } from "../schedule/decide-job.ts";
import { slotInstant } from "./instant.ts";

/** What a tick does about a job, and why, in one sentence. */
export function decisionSentence(decision: JobDecision): string {
  switch (decision.kind) {
    case "register":
      return decision.edited
        ? "Its timing changed: it is noted, and due by the new timing from then on, never for the past."
        : "It is new: it is noted, and due from then on, never for the past.";
    case "run":
      return `Its slot ${slotInstant(decision.slot)} is run.${missedText(decision.missed)}`;
    case "skip":
      return `Its slot ${slotInstant(decision.slot)} is skipped: ${decision.message}${missedText(decision.missed)}`;
    case "wait":
      return decision.code === "jitter"
        ? `Its slot ${slotInstant(decision.slot)} waits until ${slotInstant(decision.until ?? decision.slot)}, its part of the jitter.`
        : `Its slot ${slotInstant(decision.slot)} waits for the run before it (\`overlap: queue\`).`;
    case "take-over":
      return `The run ${decision.run} is taken over: its lease ended without a word, or its provider may be asked again.`;
  }
}

function missedText(missed: PassedOver | undefined): string {
  if (missed === undefined) return "";
  return ` ${missed.count} older ${missed.count === 1 ? "slot is" : "slots are"} passed over with it, from ${slotInstant(missed.from)} on.`;
}
