import { nanoDollars } from "../../core/cost/nano-dollars.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import { moneyText } from "../money-text.ts";
import type { Asked } from "./eval-reporter.ts";
import { statuses } from "./statuses.ts";

interface VerdictText {
  readonly sentence: string;
  readonly next: string;
}

/** The verdict in one sentence, and the next step. */
export function verdictText(report: EvaluationReport, asked: Asked): VerdictText {
  const { id, verdict, prompts, errors: sample } = report;
  const sum = (key: "cases" | "failed" | "errors") => prompts.reduce((total, { totals }) => total + totals[key], 0);
  const [cases, failed, errors] = [sum("cases"), sum("failed"), sum("errors")];
  const of = `of ${cases} ${cases === 1 ? "case" : "cases"}`;
  if (verdict === "error") {
    const capped = sample.first.some(({ error }) => error?.kind === "budget");
    return {
      sentence: `error: ${errors} ${of} got no score${failed > 0 ? `, and ${failed} failed` : ""}.`,
      next: capped ? withMoreMoney(id, asked) : `\`promptops eval --resume ${id}\` runs those again.`,
    };
  }
  if (verdict === "fail") return { sentence: `fail: ${failed} ${of} failed.`, next: "mend the prompt or the case, then run this again." };
  const pending = prompts.reduce((total, { totals }) => total + statuses.pending.count(totals), 0);
  if (pending > 0) return { sentence: `pending: ${pending} ${of} ${pending === 1 ? "waits" : "wait"} for a person.`, next: "let somebody rate them." };
  return { sentence: cases === 1 ? "pass: the case passed." : `pass: all ${cases} cases passed.`, next: afterPass(report, asked) };
}

function withMoreMoney(id: string, { maxCostUsd }: Asked): string {
  const now = maxCostUsd === undefined ? "" : ` (now ${moneyText(nanoDollars(maxCostUsd))})`;
  return `raise \`--max-cost\`${now} and run \`promptops eval --resume ${id} --max-cost USD\`.`;
}

function afterPass({ prompts }: EvaluationReport, { whole }: Asked): string {
  const [only] = prompts;
  const name = prompts.length === 1 && only !== undefined && only.label === only.prompt ? only.prompt : undefined;
  if (!whole) return `\`promptops eval${name === undefined ? "" : ` ${name}`}\`, without filters, before you publish.`;
  return `\`promptops publish ${name ?? "<prompt>"}\`, once it is committed.`;
}
