import type { PromoteResult } from "../../core/results/promote.ts";
import type { Paint } from "../paint.ts";

type Recorded = Pick<PromoteResult, "entry" | "shared" | "remote" | "offline" | "notes">;

/** Where the record of what was done is now, and what else was found on the way. */
export function recordedLines({ entry, shared, remote, offline, notes }: Recorded, paint: Paint): string[] {
  const where = remote === undefined ? "in this repository, which has no remote" : shared ? `here and on ${remote}` : "here only";
  return [
    ...notes.map((note) => `${paint("yellow", "note:")} ${note}`),
    ...(entry === undefined ? [] : [`Entry ${entry} of the release log, ${where}.`]),
    ...(offline === undefined
      ? []
      : [
          `${paint("yellow", "pending:")} ${offline.message}`,
          `${paint("cyan", "hint:")} The next release command pushes it; \`promptops live\` shows what is still to be pushed.`,
        ]),
  ];
}
