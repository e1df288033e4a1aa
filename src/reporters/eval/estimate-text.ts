import type { EvalEstimate } from "../../core/results/eval.ts";
import { moneyText } from "../money-text.ts";

/** What an evaluation would take, for people. */
export function estimateText(estimate: EvalEstimate): string {
  const { answers, cached, calls, reused = 0 } = estimate;
  const lines = [
    ...(reused === 0 ? [] : [`${reused} ${reused === 1 ? "case is" : "cases are"} proved by earlier evidence, and ${reused === 1 ? "is" : "are"} not run.`]),
    `${answers} ${answers === 1 ? "answer" : "answers"}, ${cached} of them from the cache: ${calls} ${calls === 1 ? "call" : "calls"}.`,
    ...(calls === 0 ? [] : [callsText(estimate)]),
    ...judgingText(estimate),
    ...besidesText(estimate.rivals, "Models to compare with are asked", "time", "times"),
    ...besidesText(estimate.embeddings, "Embeddings may take", "call", "calls"),
    ...totalText(estimate),
    ...pricesText(estimate),
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
  const asked = judgements === 1 ? "A judge is asked once" : `Judges are asked ${judgements} times`;
  return [`${asked} on top, and again where an answer cannot be read: ${mostText(judging)}`];
}

function besidesText(most: EvalEstimate["rivals"], what: string, one: string, many: string): string[] {
  return most === undefined ? [] : [`${what} ${most.calls} ${most.calls === 1 ? one : many} on top: ${mostText(most)}`];
}

/** One line says it already where nothing is asked beside the answers. */
function totalText({ judging, rivals, embeddings, total_max_cost_nano_usd: total }: EvalEstimate): string[] {
  return [judging, rivals, embeddings].every((each) => each === undefined) ? [] : [`In all at most ${costText(total)}.`];
}

/** Why a cost is unknown, and what that means for a real run. */
function pricesText({ unpriced, refused }: EvalEstimate): string[] {
  if (refused !== undefined) return [`A real run is refused (${refused.code}): ${refused.message}`, `hint: ${refused.hint}`];
  if (unpriced === undefined) return [];
  return [`Not known: the price of ${unpriced.join(", ")}. Give it under \`prices\` in \`.promptops.yml\`.`];
}

function mostText({ input_tokens, max_cost_nano_usd }: NonNullable<EvalEstimate["judging"]>): string {
  return `about ${input_tokens ?? "an unknown number of"} input tokens; at most ${costText(max_cost_nano_usd)}.`;
}

function costText(nanoDollars: number | undefined): string {
  return nanoDollars === undefined ? "an unknown cost" : moneyText(nanoDollars);
}
