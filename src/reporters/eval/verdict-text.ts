import type { CaseResult } from "../../core/eval/case-result.ts";
import { nanoDollars } from "../../core/cost/nano-dollars.ts";
import { shellWord } from "../../core/shell-word.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import type { Asked } from "./eval-reporter.ts";

interface VerdictText {
  readonly sentence: string;
  readonly next: string;
}

/** Errors that asking the model once more does not mend. */
const comesAgain: ReadonlySet<string> = new Set(["scorer", "render"]);

/** The verdict in one sentence, and the next step. */
export function verdictText(report: EvaluationReport, asked: Asked): VerdictText {
  const { id, verdict, prompts, errors: sample, not_run } = report;
  const sum = (key: "cases" | "failed" | "errors" | "pending") => prompts.reduce((total, { totals }) => total + (totals[key] ?? 0), 0);
  const [cases, failed, errors, pending] = [sum("cases"), sum("failed"), sum("errors"), sum("pending")];
  if (prompts.length === 0) return { sentence: "pass: there was nothing to evaluate.", next: "`promptops eval` evaluates everything." };
  if (not_run !== undefined) return stopped(report, { cases, failed, errors }, not_run);
  if (cases === 0) return { sentence: "pass: no case fell to this shard.", next: "`promptops eval merge` brings the shards together." };
  const of = `of ${cases} ${cases === 1 ? "case" : "cases"}`;
  if (verdict === "error") {
    const kinds = new Set(sample.first.map(({ error }) => error?.kind ?? ""));
    const [capped, same] = [kinds.has("budget"), kinds.size > 0 && [...kinds].every((kind) => comesAgain.has(kind))];
    return {
      sentence: `error: ${errors} ${of} got no score${failed > 0 ? `, and ${failed} failed` : ""}.`,
      next: capped
        ? withMoreMoney(id, asked)
        : same
          ? `\`promptops eval show ${id} --failures\` shows them whole; mend the suite, the judge or the scorer that they name, then run this again.`
          : kinds.size === 1 && kinds.has("bad-request")
            ? `\`promptops eval show ${id} --failures\` shows them whole; mend what they name, then \`promptops eval --resume ${id}\` runs those again.`
            : `\`promptops eval --resume ${id}\` runs those again.`,
    };
  }
  if (verdict === "fail" && report.failures.first.length > 0 && report.failures.first.every(isElsewhere))
    return {
      sentence: `fail: ${failed} ${of} failed.`,
      next: "the same with `--no-reuse` asks anew: nothing of their answers is kept here.",
    };
  if (verdict === "fail")
    return {
      sentence: `fail: ${failed} ${of} failed.`,
      next: `\`promptops eval show ${id} --failures\` shows them whole; mend the prompt or the case, then run this again.`,
    };
  if (verdict === "pending")
    return {
      sentence: `pending: ${pending} ${of} ${pending === 1 ? "waits" : "wait"} for a person's rating.`,
      next: `\`${rateCommand(report)} --good\` (or \`--bad\`) rates an answer; nothing is proved before all are rated.`,
    };
  return { sentence: cases === 1 ? "pass: the case passed." : `pass: all ${cases} cases passed.`, next: afterPass(report, asked) };
}

/** It was taken over, and nothing but its score is known on this machine. */
function isElsewhere({ reused, output, checks }: CaseResult): boolean {
  return reused !== undefined && output === undefined && checks.length === 0;
}

function stopped({ id, verdict }: EvaluationReport, { cases, failed, errors }: Record<"cases" | "failed" | "errors", number>, notRun: number): VerdictText {
  const bad = [...(failed > 0 ? [`${failed} failed`] : []), ...(errors > 0 ? [`${errors} got no score`] : [])];
  const counts = bad.length === 0 ? `none of ${cases} failed` : `of ${cases} ${cases === 1 ? "case" : "cases"} ${bad.join(" and ")}`;
  const missing = `${notRun} ${notRun === 1 ? "result was" : "results were"} not run`;
  const told = verdict === "unfinished" ? `unfinished: ${cases === 0 ? "no case is known yet" : `${counts} so far`}` : `${verdict} so far: ${counts}`;
  return { sentence: `${told}; ${missing}.`, next: `\`promptops eval --resume ${id}\` runs what is missing.` };
}

/** For the first answer that waits. */
function rateCommand({ id, prompts, pending }: EvaluationReport): string {
  const word = (text: string) => shellWord(oneLine(text, 200));
  const [first] = pending?.first ?? [];
  if (first === undefined) return `promptops feedback add ${id} --case SUITE/CASE`;
  const prompt = prompts.length === 1 ? "" : ` --prompt ${word(first.prompt)}`;
  return `promptops feedback add ${id} --case ${word(`${first.suite}/${first.case}`)}${prompt}${first.epoch > 1 ? ` --epoch ${first.epoch}` : ""}`;
}

function withMoreMoney(id: string, { maxCostUsd }: Asked): string {
  const now = maxCostUsd === undefined ? "" : ` (now ${moneyText(nanoDollars(maxCostUsd))})`;
  return `raise \`--max-cost\`${now} and run \`promptops eval --resume ${id} --max-cost USD\`.`;
}

function afterPass({ prompts }: EvaluationReport, { whole, otherModel = false, shard = false }: Asked): string {
  const [only] = prompts;
  const name = prompts.length === 1 && only !== undefined && only.label === only.prompt ? only.prompt : undefined;
  if (shard) return "`promptops eval merge`, once every shard has run, before you publish.";
  if (!whole)
    return `\`promptops eval${name === undefined ? "" : ` ${name}`}\`, ${otherModel ? "without filters and with the prompt's own model" : "without filters"}, before you publish.`;
  return `\`promptops publish ${name ?? "<prompt>"}\`, once it is committed.`;
}
