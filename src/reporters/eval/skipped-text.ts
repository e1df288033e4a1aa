import type { EvalResult } from "../../core/results/eval.ts";

/** A sentence for each prompt that was left out. */
export function skippedText(skipped: Readonly<EvalResult["skipped"]>): string {
  return skipped.map(({ prompt, reason }) => `${prompt} was left out: ${reason}.\n`).join("");
}
