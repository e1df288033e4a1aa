import type { EvalEstimate } from "../../core/results/eval.ts";
import { moneyText } from "../money-text.ts";

/** What an evaluation would take, for people. */
export function estimateText(estimate: EvalEstimate): string {
  const { answers, cached, calls } = estimate;
  const lines = [
    `${answers} ${answers === 1 ? "answer" : "answers"}, ${cached} of them from the cache: ${calls} ${calls === 1 ? "call" : "calls"}.`,
    ...(calls === 0 ? [] : [callsText(estimate)]),
    ...judgingText(estimate),
    "Nothing was called.",
  ];
  return `${lines.join("\n")}\n`;
}

function callsText({ input_tokens, image_tokens, max_cost_nano_usd }: EvalEstimate): string {
  const images = image_tokens === undefined ? "" : `, at most ${image_tokens} of them images`;
  return `About ${input_tokens ?? "an unknown number of"} input tokens${images}; at most ${costText(max_cost_nano_usd)}.`;
}

function judgingText({ judgements, judging }: EvalEstimate): string[] {
  if (judging === undefined) return [];
  const asked = judgements === 1 ? "A judge may be asked once" : `Judges may be asked ${judgements} times`;
  return [`${asked} on top: about ${judging.input_tokens} input tokens; at most ${costText(judging.max_cost_nano_usd)}.`];
}

function costText(nanoDollars: number | undefined): string {
  return nanoDollars === undefined ? "an unknown cost" : moneyText(nanoDollars);
}
