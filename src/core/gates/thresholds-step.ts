import type { EvidenceCase } from "../eval/evidence.ts";
import { sum } from "../stats/check.ts";
import { wilsonInterval } from "../stats/wilson.ts";
import { defaultSmokePassRate, type EffectivePolicy } from "./effective-policy.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, percent, shortNumber } from "./words.ts";

/** Absolute demands on the candidate alone. One line per broken one. */
export function thresholdsStep(prompt: string, cases: readonly EvidenceCase[], policy: EffectivePolicy, first: boolean): GateStep[] {
  const n = cases.length;
  const passed = cases.filter(({ status }) => status === "pass").length;
  const score = sum(cases.map((each) => each.score)) / n;
  const [low, high] = wilsonInterval(passed, n, 0.95);
  const numbers = { cases: n, passed, pass_rate: passed / n, pass_rate_interval: [low, high], mean_score: score };
  const got = `${passed} of ${counted(n, "case")} passed (${percent(passed / n)}; with 95 % confidence between ${percent(low)} and ${percent(high)})`;

  const { min_cases: minCases, min_pass_rate: minPassRate, min_score: minScore } = policy;
  if (minCases === undefined && minPassRate === undefined && minScore === undefined) {
    if (policy.mode !== "smoke") return [gateStep(prompt, "no-thresholds", "The policy has no threshold.", numbers)];
    const held = passed / n >= defaultSmokePassRate;
    return [
      gateStep(
        prompt,
        held ? "default-pass-rate-held" : "below-default-pass-rate",
        `${got}; a ${first ? "first check" : "check without a threshold of its own"} asks for ${percent(defaultSmokePassRate)}.`,
        numbers,
      ),
    ];
  }
  const broken: GateStep[] = [];
  if (minCases !== undefined && n < minCases)
    broken.push(gateStep(prompt, "too-few-cases", `${counted(n, "case")} decided; \`min_cases\` asks for ${minCases}.`, numbers));
  if (minPassRate !== undefined && passed / n < minPassRate)
    broken.push(gateStep(prompt, "pass-rate-too-low", `${got}; \`min_pass_rate\` asks for ${percent(minPassRate)}.`, numbers));
  if (minScore !== undefined && score < minScore)
    broken.push(gateStep(prompt, "score-too-low", `The mean score is ${shortNumber(score)}; \`min_score\` asks for ${minScore}.`, numbers));
  return broken.length > 0 ? broken : [gateStep(prompt, "thresholds-held", `${got}, mean score ${shortNumber(score)}: as the policy asks.`, numbers)];
}
