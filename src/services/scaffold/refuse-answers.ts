import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

/** A new file is never written wrong: what `validate` would say about it is said about the answer behind it. @param flags The flag behind each path of the document. */
export function refuseAnswers(problems: readonly Problem[], flags: Readonly<Record<string, string>>): void {
  const [problem] = problems;
  if (problem === undefined) return;
  const { path = "", message, hint } = problem;
  const flag = Object.entries(flags).find(([prefix]) => path.startsWith(prefix))?.[1];
  throw new PromptopsError("invalid-flag", message, { ...(flag === undefined ? {} : { where: flag }), ...(hint === undefined ? {} : { hint }) });
}
