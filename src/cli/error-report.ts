import { exitCodes } from "../core/errors/exit-code.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { Screen } from "../reporters/screen.ts";

export interface ErrorReport {
  readonly exitCode: number;
  readonly text: string;
  readonly json: unknown;
}

/** An error as people and scripts get to see it: one sentence, where, and the next step. */
export function errorReport(error: Error, _screen: Screen, debug: boolean): ErrorReport {
  if (error instanceof PromptopsError) {
    const where = error.where === undefined ? "" : `  at: ${error.where}\n`;
    return {
      exitCode: exitCodes[error.exit],
      text: `error[${error.code}]: ${error.message}\n${where}hint: ${error.hint}\n${debug ? `${error.stack}\n` : ""}`,
      json: { ok: false, exit_code: exitCodes[error.exit], error: { code: error.code, message: error.message, where: error.where, hint: error.hint, problems: error.problems } },
    };
  }
  return {
    exitCode: exitCodes.bug,
    text: `error[bug]: ${error.message}\nhint: This is a defect of promptops. Run again with DEBUG=1 and report what it prints.\n${debug ? `${error.stack}\n` : ""}`,
    json: { ok: false, exit_code: exitCodes.bug, error: { code: "bug", message: error.message } },
  };
}
