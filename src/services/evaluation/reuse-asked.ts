import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import type { EvalRequest } from "./eval-request.ts";

/**
 * Shall cases be taken over that evidence proves? As `--reuse` and `--no-reuse` say, else as the project says; but where answers are wanted, for
 * recordings, while watching or anew, the project's word counts as said of all else.
 * @throws PromptopsError `invalid-flag` where `--reuse` is said with a flag that wants answers.
 */
export function isReuseAsked({ reuse, useCache, record, watch = false }: EvalRequest, { evaluation }: Pick<Config, "evaluation">): boolean {
  const wantsAnswers =
    useCache === false
      ? { flag: "--no-cache", why: "asks for every answer anew" }
      : record !== undefined
        ? { flag: "--record", why: "needs every answer" }
        : watch
          ? { flag: "--watch", why: "is for reading answers" }
          : undefined;
  if (reuse === true && wantsAnswers !== undefined)
    throw new PromptopsError("invalid-flag", `\`--reuse\` asks nobody about cases that evidence proves, and \`${wantsAnswers.flag}\` ${wantsAnswers.why}.`, {
      where: "--reuse",
      hint: "Leave one of them out.",
    });
  return wantsAnswers === undefined && (reuse ?? evaluation?.reuse ?? false);
}
