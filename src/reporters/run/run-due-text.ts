import type { RunDueResult } from "../../core/results/run-due.ts";
import { sentenceEnd } from "../sentence-end.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { problemText } from "../problem-text.ts";
import { timeText } from "../release/live-text.ts";
import type { Screen } from "../screen.ts";
import { deliveryLines, ranRuns } from "./ran-runs.ts";

/** What one tick did, job by job; one sentence when there was nothing to do. @param nothing That sentence. */
export function runDueText(
  { at, dry_run: dryRun, busy, runs, skipped, waiting, noticed, broken, deliveries, notes }: RunDueResult,
  screen: Screen,
  nothing = `Nothing is due at ${timeText(at)}.`,
): string {
  const paint = paintFor(screen);
  if (busy) return "Another tick is under way on this machine: it does the work.";
  const lines = [
    ...notes,
    ...noticed.map(({ job, act }) => `${paint("dim", dryRun ? "would notice" : "noticed")} ${job}: ${acts[act] ?? act}`),
    ...ranRuns(runs, screen),
    ...skipped.map(
      ({ job, slot, reason, missed }) =>
        `${paint("yellow", "skipped")} ${job} ${timeText(slot)}: ${missed === 0 ? oneLine(reason.message, 300) : `${sentenceEnd(oneLine(reason.message, 300))} ${missed} older passed over.`}`,
    ),
    ...waiting.map(({ job, slot, code, until }) => `${paint("dim", "waiting")} ${job} ${timeText(slot)}: ${waitingText(code, until)}`),
    ...deliveryLines(deliveries, screen),
    ...broken.flatMap(({ job, problems }) => [
      `${paint("red", "broken")} ${job}: its schedule cannot be used.`,
      ...problems.map((each) => problemText(each, screen)),
    ]),
  ];
  return lines.length === 0 ? nothing : lines.join("\n");
}

const acts: Readonly<Record<string, string>> = {
  "job-added": "new; due from now on.",
  "job-edited": "its timing changed; due by it from now on.",
  "job-removed": "its schedule is gone.",
  "credentials-changed": "it uses other environment variables than before.",
};

function waitingText(code: RunDueResult["waiting"][number]["code"], until: string | undefined): string {
  switch (code) {
    case "jitter":
      return `it begins at ${until === undefined ? "its time" : timeText(until)} (jitter).`;
    case "overlap":
      return "the run before it goes on.";
    case "max":
      return "this tick has its fill; the next one takes it.";
  }
}
