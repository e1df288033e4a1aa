import { defaultJudgeBound, heldBy, uncalibrated, type JudgeCheck } from "./judging.ts";
import type { EffectivePolicy } from "./effective-policy.ts";
import type { GateInput } from "./gate-input.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, percent, shortNumber } from "./words.ts";

/** What stands against the judges, where the policy asks how well they agree with people; undefined when nothing does. */
export function judgesStep({ prompt, judging }: Pick<GateInput, "prompt" | "judging">, policy: EffectivePolicy): GateStep | undefined {
  if (judging === undefined) return gateStep(prompt, "judges-uncalibrated", "Nobody looked at who decides the cases.");
  const doubtful = uncalibrated(judging, policy);
  if (doubtful.length === 0) return undefined;
  const step = gateStep(
    prompt,
    "judges-uncalibrated",
    `${percent(heldBy(doubtful))} of the decision hangs on ${doubtful.map((check) => told(check, policy)).join("; ")}. ${demands(policy)}`,
    { judges: doubtful.map(numbersOf) },
  );
  const strangers = doubtful.filter(({ others }) => others > 0);
  if (strangers.length === 0) return step;
  const those = strangers.map(({ check, others }) => `${counted(others, "rated answer")} of \`${check}\``).join(", ");
  return {
    ...step,
    hint: `${those} ${strangers.length === 1 && strangers[0]?.others === 1 ? "was" : "were"} judged by another model or rubric, which says nothing of this one. ${step.hint ?? ""}`.trim(),
  };
}

function told({ check, judge, n, ac1, sensitivity, specificity, flips }: JudgeCheck, { require_calibrated_judges: asked }: EffectivePolicy): string {
  const shares = [
    ...(ac1 === undefined ? [] : [`AC1 ${shortNumber(ac1)}`]),
    ...(n === 0 ? [] : [rate("passes", sensitivity, "good"), rate("fails", specificity, "bad")]),
    ...(flips === undefined || asked?.max_flip_rate === undefined ? [] : [`swayed by the order in ${percent(flips)}`]),
  ];
  return [`\`${check}\`${judge === undefined ? "" : ` (${judge})`} with ${counted(n, "rated answer")}`, ...shares].join(", ");
}

function rate(does: string, measured: JudgeCheck["sensitivity"], what: string): string {
  return measured === undefined ? `none of them ${what}` : `${does} ${percent(measured.value)} of the ${what} (at least ${percent(measured.lower)})`;
}

function demands({ require_calibrated_judges: asked }: EffectivePolicy): string {
  const {
    min_ratings = 0,
    min_ac1 = 0,
    min_sensitivity: good = defaultJudgeBound,
    min_specificity: bad = defaultJudgeBound,
    max_flip_rate: flips,
  } = asked ?? {};
  const shares = [
    ...(good > 0 ? [`surely ${percent(good)} of the good passed`] : []),
    ...(bad > 0 ? [`surely ${percent(bad)} of the bad failed`] : []),
    ...(flips === undefined ? [] : [`swayed by the order in at most ${percent(flips)}`]),
  ];
  return `The policy asks for ${[counted(min_ratings, "rated answer"), `AC1 ${min_ac1}`, ...shares].join(", ")}.`;
}

function numbersOf({ check, judge, share, n, others, ac1, sensitivity, specificity, flips }: JudgeCheck) {
  return {
    check,
    ...(judge === undefined ? {} : { judge }),
    share,
    rated: n,
    rated_of_others: others,
    ...(ac1 === undefined ? {} : { ac1 }),
    ...(sensitivity === undefined ? {} : { sensitivity: sensitivity.value, sensitivity_lower: sensitivity.lower }),
    ...(specificity === undefined ? {} : { specificity: specificity.value, specificity_lower: specificity.lower }),
    ...(flips === undefined ? {} : { flip_rate: flips }),
  };
}
