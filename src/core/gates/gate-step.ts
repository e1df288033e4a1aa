import type { Json } from "../model/shape.ts";
import type { GateStep } from "./gate-report.ts";
import { reasonCodes, type GateReason, type ReasonCode } from "./reason-codes.ts";

/** One line of a report: the code decides step, outcome and hint; the message brings the numbers. */
export function gateStep(prompt: string, code: GateReason, message: string, numbers?: Readonly<Record<string, Json>>): GateStep {
  const reason: ReasonCode = reasonCodes[code];
  return {
    step: reason.step,
    outcome: reason.outcome,
    code,
    message,
    ...(reason.hint === undefined ? {} : { hint: reason.hint.replaceAll("<prompt>", prompt) }),
    ...(numbers === undefined ? {} : { numbers: { ...numbers } }),
  };
}
