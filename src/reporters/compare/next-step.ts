import type { CompareResult, SideComparison } from "../../core/results/compare.ts";
import { caseName } from "./case-words.ts";

/** What to do now; undefined when nothing is to be done. */
export function nextStep({ comparisons, sides, command, asked }: CompareResult): string | undefined {
  const withVerdict = (verdict: SideComparison["verdict"]) => comparisons.find((each) => each.verdict === verdict);
  const error = withVerdict("error");
  if (error !== undefined) return afterErrors(error, sides, command);
  if (asked.cases.length > 0) return `\`${command}\` compares all cases.`;
  const worse = withVerdict("worse");
  const [lost] = worse?.lost.first ?? [];
  if (worse !== undefined && lost !== undefined)
    return worse.answers === undefined
      ? `\`${command} --case ${caseName(lost)}\` shows both answers to a lost case, side by side.`
      : `\`${command}\` compares again, once ${sides[worse.after]?.name ?? "the prompt"} is mended.`;
  const open = withVerdict("inconclusive");
  if (open !== undefined) return afterTooFew(open, mostNeeded(comparisons), command);
  const last = sides.at(-1);
  if (comparisons.every(({ verdict }) => verdict === "same"))
    return `\`${command} --no-cache\` asks for all answers anew, to see how much they vary by themselves.`;
  // Which of two prompts is the better one is no question of releasing either.
  if (sides.some(({ prompt }) => prompt !== last?.prompt)) return undefined;
  if (last?.kind === "prompt" && last.word === last.prompt && comparisons.length === 1)
    return last.published === undefined
      ? `\`promptops publish ${last.prompt}\`, once it is committed.`
      : `\`promptops live ${last.prompt}\` shows where ${last.published} is live, which the work tree is already.`;
  if (last?.kind === "draft" && comparisons.length === 1) return `put ${last.word} in the place of prompts/${last.prompt}/prompt.yml.`;
  return undefined;
}

function afterErrors({ before, after, undecided }: SideComparison, sides: CompareResult["sides"], command: string): string {
  const at = undecided.first.some((each) => each.after.status === "error") ? after : before;
  const side = sides[at];
  if (side?.kind === "evaluation") return `\`promptops eval --resume ${side.evaluation}\` runs those again.`;
  if (side?.kind === "results") return "evaluate again where these results come from.";
  return `\`${command}\` again: only what has no answer yet is asked for.`;
}

/** What would tell of all that are still open. */
function mostNeeded(comparisons: readonly SideComparison[]): number | undefined {
  const needed = comparisons.flatMap(({ verdict, test }) => (verdict === "inconclusive" ? (test?.pairs_needed ?? []) : []));
  return needed.length === 0 ? undefined : Math.max(...needed);
}

function afterTooFew({ lost, gained, answers }: SideComparison, needed: number | undefined, command: string): string {
  const more = needed === undefined ? "add cases where the two may differ" : `add cases to the suite, about ${needed} in all would tell`;
  return lost.count + gained.count > 0 && answers === undefined ? `${more}; \`${command} --show answers\` shows what changed.` : `${more}.`;
}
