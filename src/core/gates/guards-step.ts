import { holm } from "../stats/holm.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { amountGuards } from "./guards/amount-guards.ts";
import type { Guarded, GuardFinding } from "./guards/guard.ts";
import { metricGuards } from "./guards/metric-guards.ts";
import { sliceGuards } from "./guards/slice-guards.ts";
import type { GateReason } from "./reason-codes.ts";

/** So many guards that hold are told one by one. */
const shown = 6;

/**
 * What may not get worse while the answers get better. A guard that is compared with what is live holds when a one-sided bound shows that it is
 * no worse than allowed, breaks when it is shown to be worse, and is unclear between. All of them have to hold, so each may ask at alpha: a candidate
 * that is too bad by one of them passes with a chance of alpha at most. The more there are, the sooner one looks broken by chance: what breaks is corrected for their number (Holm).
 */
export function guardsStep(prompt: string, guarded: Guarded): GateStep[] {
  const findings = [...amountGuards(guarded), ...metricGuards(guarded), ...sliceGuards(guarded)];
  if (findings.length === 0) return [gateStep(prompt, "no-guards", "No guard applies.")];
  const compared = findings.filter((finding) => finding.kind === "compared");
  const corrected = new Map(holm(compared.map(({ pWorse }) => pWorse)).map((p, at) => [compared[at], p]));
  const unclear: GateReason = guarded.policy.guards?.if_unclear === "report" ? "guard-not-judged" : "guard-unclear";
  const held: string[] = [];
  const steps = findings.flatMap((finding: GuardFinding): GateStep[] => {
    switch (finding.kind) {
      case "settled":
        if (finding.broken !== undefined) return [gateStep(prompt, finding.broken, finding.told, finding.numbers)];
        break;
      case "passed-over":
        return [gateStep(prompt, "guard-not-judged", finding.told)];
      case "compared": {
        const { broken, told, numbers, listed } = finding;
        const p = corrected.get(finding) ?? 1;
        if (!finding.held)
          return p <= guarded.policy.alpha
            ? [{ ...gateStep(prompt, broken, told.broken, { ...numbers, p_worse: p, alpha: guarded.policy.alpha }), ...listed }]
            : [{ ...gateStep(prompt, unclear, told.unclear, { ...numbers, p_worse: p, alpha: guarded.policy.alpha }), ...listed }];
      }
    }
    held.push(finding.kind === "compared" ? finding.told.held : finding.told);
    return [];
  });
  if (held.length === 0 || steps.some(({ outcome }) => outcome === "fail" || outcome === "inconclusive")) return steps;
  const rest = held.length > shown ? ` and ${held.length - shown} more` : "";
  return [...steps, gateStep(prompt, "guards-held", `Within the guards: ${held.slice(0, shown).join(", ")}${rest}.`, { held: held.length })];
}
