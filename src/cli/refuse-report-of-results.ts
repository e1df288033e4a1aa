import { PromptopsError } from "../core/errors/promptops-error.ts";

interface ShownFlags {
  readonly failures: boolean;
  readonly case?: string | undefined;
  readonly reporter?: string | undefined;
  readonly output: readonly string[];
}

/** Single results are shown as text; a report is of a whole evaluation, and one that silently was would mislead. @throws PromptopsError `invalid-flag`. */
export function refuseReportOfResults({ failures, case: id, reporter, output }: ShownFlags): void {
  const asked = failures ? "--failures" : id === undefined ? undefined : "--case";
  const other = reporter !== undefined ? "--reporter" : output.length > 0 ? "--output" : undefined;
  if (asked === undefined || other === undefined) return;
  throw new PromptopsError("invalid-flag", `\`${asked}\` shows results one by one, and \`${other}\` reports the whole evaluation.`, {
    where: other,
    hint: `Leave out one of them: \`--output results.csv\` has every result with its status, \`${asked} --json\` these results whole.`,
  });
}
