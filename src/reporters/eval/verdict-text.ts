import type { EvaluationReport } from "../../core/results/eval.ts";

/** The verdict in one sentence, and the next step. */
export function verdictText({ id, verdict, prompts }: EvaluationReport): { readonly sentence: string; readonly next: string } {
  const sum = (key: "cases" | "failed" | "errors") => prompts.reduce((total, { totals }) => total + totals[key], 0);
  const [cases, failed, errors] = [sum("cases"), sum("failed"), sum("errors")];
  const of = `of ${cases} ${cases === 1 ? "case" : "cases"}`;
  if (verdict === "error")
    return {
      sentence: `error: ${errors} ${of} got no score${failed > 0 ? `, and ${failed} failed` : ""}.`,
      next: `\`promptops eval --resume ${id}\` runs those again.`,
    };
  if (verdict === "fail") return { sentence: `fail: ${failed} ${of} failed.`, next: "mend the prompt or the case, then run this again." };
  const [only] = prompts;
  const sentence = cases === 1 ? "pass: the case passed." : `pass: all ${cases} cases passed.`;
  const next =
    prompts.length === 1 && only !== undefined && only.label === only.prompt
      ? `\`promptops publish ${only.prompt}\`, once it is committed.`
      : "`promptops publish <prompt>`, once it is committed.";
  return { sentence, next };
}
