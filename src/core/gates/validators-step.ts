import type { GateInput } from "./gate-input.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, firstFew } from "./words.ts";

/** Any finding refuses: what is wrong in the text itself, no score can make right. */
export function validatorsStep({ prompt, findings }: GateInput): GateStep {
  if (findings.length === 0) return gateStep(prompt, "no-findings", "No validator objects.");
  const codes = [...new Set(findings.map(({ code }) => code))];
  return gateStep(prompt, "findings", `${counted(findings.length, "finding")} (${firstFew(codes, 5)}): ${findings[0]?.message ?? ""}`, {
    findings: findings.map((finding) => ({ ...finding })),
  });
}
