import type { FeedbackAgreementResult } from "../../core/results/feedback.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { lineWidth, type Screen } from "../screen.ts";

/** Fewer answers say little, whatever the numbers. */
const few = 30;

/** A line per check, and what the numbers do not say. */
export function feedbackAgreementText({ checks, feedback }: FeedbackAgreementResult, screen: Screen): string {
  const paint = paintFor(screen);
  if (checks.length === 0) return nothingToCompare(feedback);
  const titles = ["check", "answers", "ratings", "disputed", "agree", "kappa", "AC1", "passes good", "fails bad", "swapped", "good behind passed"].map(
    (title) => paint("dim", title),
  );
  const rows = checks.map(
    ({ check, judged_by: judge, n, ratings, disputed, observed, kappa, ac1, sensitivity, specificity, flips, answers, passed, corrected }) => [
      oneLine(judge === undefined ? check : `${check} ${byWhom(judge.judge)} · ${judge.digest.slice(0, 8)}`, 80),
      String(n),
      String(ratings),
      disputed === 0 ? "–" : String(disputed),
      percent(observed),
      estimate(kappa, (value) => value.toFixed(2)),
      estimate(ac1, (value) => value.toFixed(2)),
      sensitivity === undefined ? "–" : estimate(sensitivity, percent),
      specificity === undefined ? "–" : estimate(specificity, percent),
      flips === undefined ? "–" : estimate(flips, percent),
      corrected === undefined ? "–" : `${percent(corrected)} (passes ${percent(passed)} of ${answers})`,
    ],
  );
  const thin = checks.some(({ n }) => n < few) ? ["", `With fewer than ${few} answers these numbers say little: look at the intervals.`] : [];
  return [...columns([titles, ...rows], lineWidth(screen)), ...thin].join("\n");
}

/** Checks judge answers of evaluations; those of runs have none, and where as many people say good as bad there is no word of theirs. */
function nothingToCompare(feedback: number): string {
  if (feedback === 0) return "Nobody has rated an answer of an evaluation yet: `promptops feedback add`.";
  const [what, be] = feedback === 1 ? ["rating", "is"] : ["ratings", "are"];
  return `There ${be} ${feedback} ${what}, but none that a check can be compared with: of an answer of an evaluation that got a score, and on which people are not evenly divided. \`promptops feedback list\` shows what was said.`;
}

/** "by openai/gpt-5-mini": the judge itself is in the check's name most of the time. */
function byWhom(judge: string): string {
  return judge.slice(judge.indexOf("by "));
}

interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

function estimate({ value, interval: [low, high] }: Estimate, text: (value: number) => string): string {
  return `${text(value)} (${text(low)} to ${text(high)})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
