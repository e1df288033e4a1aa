import type { FeedbackListResult, FeedbackRow } from "../../core/results/feedback.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { answerName } from "./answer-name.ts";

/** What people said, newest first, and what contradicts the evaluation. */
export function feedbackListText({ feedback, more }: FeedbackListResult, screen: Screen): string {
  const paint = paintFor(screen);
  if (feedback.length === 0) return "Nobody has said anything that fits.";
  const titles = ["when", "answer", "says", "evaluation", "why"].map((title) => paint("dim", title));
  const disagreeing = feedback.flatMap(({ contradiction, ...each }) =>
    contradiction === undefined ? [] : [`${paint("yellow", oneLine(answerName(each), 200))}: ${contradiction.hint}`],
  );
  return [
    ...columns([titles, ...feedback.map((each) => row(each, paint))], lineWidth(screen)),
    ...(more > 0 ? [`… and ${more} older ones`] : []),
    ...(disagreeing.length === 0 ? [] : ["", ...disagreeing]),
  ].join("\n");
}

function row({ at, verdict, rater, comment, contradiction, ...about }: FeedbackRow, paint: Paint): string[] {
  const word = paint(verdict === "good" ? "green" : "red", verdict);
  const status = about.result?.status ?? "–";
  const why = [oneLine(rater, 60), comment === undefined ? "" : oneLine(comment, 300)].filter(Boolean).join(": ");
  return [timeText(at), oneLine(answerName(about), 120), word, contradiction === undefined ? status : paint("yellow", status), why];
}
