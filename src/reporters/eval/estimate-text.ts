import type { EvalEstimate } from "../../core/results/eval.ts";
import { moneyText } from "../money-text.ts";

/** What an evaluation would take, for people. */
export function estimateText({ answers, cached, calls, judgements, input_tokens, max_cost_nano_usd }: EvalEstimate): string {
  const lines = [
    `${answers} ${answers === 1 ? "answer" : "answers"}, ${cached} of them from the cache: ${calls} ${calls === 1 ? "call" : "calls"}.`,
    ...(calls === 0
      ? []
      : [
          `About ${input_tokens ?? "an unknown number of"} input tokens; at most ${max_cost_nano_usd === undefined ? "an unknown cost" : moneyText(max_cost_nano_usd)}.`,
        ]),
    ...(judgements > 0 ? [`${judgements} ${judgements === 1 ? "assertion" : "assertions"} may ask a judge on top.`] : []),
    "Nothing was called.",
  ];
  return `${lines.join("\n")}\n`;
}
