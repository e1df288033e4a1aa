import type { FeedbackAddResult } from "../../core/results/feedback.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { answerName } from "./answer-name.ts";

/** What was recorded, and the command that makes use of it. */
export function feedbackAddText({ outcome, feedback, shared, next }: FeedbackAddResult, screen: Screen): string {
  const paint = paintFor(screen);
  const said = `${feedback.verdict === "good" ? paint("green", "good") : paint("red", "bad")} by ${feedback.rater}`;
  return [
    outcome === "added" ? `Recorded: ${answerName(feedback)} is ${said}.` : `Known already: ${answerName(feedback)} is ${said}.`,
    ...(shared ? [] : ["The remote does not know of it yet."]),
    ...(next === undefined ? [] : [`${paint("cyan", "next:")} ${next}`]),
  ].join("\n");
}
