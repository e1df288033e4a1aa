import { catalogue, type ErrorCode } from "./catalogue.ts";
import type { ExitName } from "./exit-code.ts";
import type { Problem } from "./problem.ts";
import { withUsualHint } from "./usual-hints.ts";

export interface ErrorDetails {
  /** The next step, when it is more exact than the catalogue's. */
  readonly hint?: string;
  /** A file, ref, URL or flag the sentence is about. */
  readonly where?: string;
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/** The user, or the world around us, has to change something. Anything else that is thrown is our bug (exit 70). */
export class PromptopsError extends Error {
  readonly code: ErrorCode;
  readonly exit: ExitName;
  readonly hint: string;
  readonly where: string | undefined;
  readonly problems: readonly Problem[];

  /** @param sentence One sentence that says what happened, with the names involved. */
  constructor(code: ErrorCode, sentence: string, details: ErrorDetails = {}) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "PromptopsError";
    this.code = code;
    this.exit = catalogue[code].exit;
    this.hint = details.hint ?? catalogue[code].hint;
    this.where = details.where;
    this.problems = (details.problems ?? []).map(withUsualHint);
  }
}
