import type { ReleaseCheckResult } from "../../core/results/release-check.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { afterPromoteLines } from "./after-promote-lines.ts";
import { timeText } from "./live-text.ts";

/** What became of every promotion that has checks of its own, and what was done about it. */
export function releaseCheckText({ promotions, notes }: ReleaseCheckResult, screen: Screen): string {
  const paint = paintFor(screen);
  return [
    ...promotions.flatMap(({ environment, prompt, version, since, entry, report }) => [
      `${paint("bold", `${prompt}@${version}`)} in ${environment} since ${timeText(since)} (entry ${entry})`,
      ...afterPromoteLines(report, screen),
      "",
    ]),
    promotions.length === 0
      ? "Nothing to check: nothing that is live by a promotion has an `after_promote` in its policy; what a rollback made live had its checks before."
      : `${promotions.length} ${promotions.length === 1 ? "promotion" : "promotions"} checked.`,
    ...notes.map((note) => `${paint("yellow", "note:")} ${note}`),
  ].join("\n");
}
