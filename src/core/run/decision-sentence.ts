import type { Reason } from "../ledger/record-parts.ts";
import type { JobDecision, PassedOver } from "../schedule/decide-job.ts";
import { slotInstant } from "./instant.ts";

/** What comes of it where it is decided to run something, and it is not simply run. */
export type Fate = { readonly status: "wait" } | { readonly status: "blocked" | "failed"; readonly reason: Reason };

/** What a tick does about a job, and why, in one sentence. */
export function decisionSentence(decision: JobDecision, fate?: Fate): string {
  switch (decision.kind) {
    case "register":
      return decision.edited
        ? "A tick notes that its timing changed; it is due by the new timing from then on, never for the past."
        : "A tick notes that it is new; it is due from then on, never for the past.";
    case "run":
      return `${runSentence(`its slot ${slotInstant(decision.slot)}`, fate)}${missedText(decision.missed)}`;
    case "skip":
      return `A tick skips its slot ${slotInstant(decision.slot)}: ${ended(decision.message)}${missedText(decision.missed)}`;
    case "wait":
      return decision.code === "jitter"
        ? `Its slot ${slotInstant(decision.slot)} is due, and begins at ${slotInstant(decision.until ?? decision.slot)}, which is its part of the jitter.`
        : `Its slot ${slotInstant(decision.slot)} is due, and waits for the run before it (\`overlap: queue\`).`;
    case "take-over":
      if (fate !== undefined) return runSentence(`the run ${decision.run}`, fate);
      if (decision.died === true) return `A tick takes the run ${decision.run} over: the process of this machine that had it has ended.`;
      return `A tick takes the run ${decision.run} over: its lease ended without a word, or its provider may be asked again.`;
  }
}

function runSentence(what: string, fate: Fate | undefined): string {
  switch (fate?.status) {
    case undefined:
      return `A tick runs ${what}, which is due.`;
    case "wait":
      return `A tick does not run ${what} yet: the run before it comes first.`;
    case "blocked":
      return `A tick does not run ${what}, which is due, and records it as blocked: ${ended(fate.reason.message)}`;
    case "failed":
      return `A tick begins ${what}, which is due, and fails before a model is asked: ${ended(fate.reason.message)}`;
  }
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

function missedText(missed: PassedOver | undefined): string {
  if (missed === undefined) return "";
  return ` ${missed.count} older ${missed.count === 1 ? "slot is" : "slots are"} passed over with it, from ${slotInstant(missed.from)} on.`;
}
