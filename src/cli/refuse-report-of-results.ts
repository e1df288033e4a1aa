import { PromptopsError } from "../core/errors/promptops-error.ts";

/** Single results are shown as text; a report is of a whole evaluation, and one that silently was would mislead. */
export function refuseReportOfResults({
  failures,
  case: id,
  reporter,
  output,
}: {
  failures: boolean;
  case?: string | undefined;
  reporter?: string | undefined;
  output: readonly string[];
}): void {
  const [asked, refused] = [failures ? "--failures" : id === undefined ? undefined : "--case", reporter === undefined ? undefined : "--reporter"];
  const other = refused ?? (output.length > 0 ? "--output" : undefined);
  if (asked === undefined || other === undefined) return;
  throw new PromptopsError("invalid-flag", `\`${asked}\` shows results one by one, and \`${other}\` reports the whole evaluation.`, {
    where: other,
    hint: `Leave out one of them: \`--output results.csv\` has every result with its status, \`${asked} --json\` these results whole.`,
  });
}
