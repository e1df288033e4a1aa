import { exitCodes, type ExitName } from "./exit-code.ts";
import type { Problem } from "./problem.ts";
import { PromptopsError } from "./promptops-error.ts";
import { ProviderError } from "./provider-error.ts";

/** An error as users get to see it; `core/results/failure.ts` is its schema. */
export interface ErrorDescription {
  readonly code: string;
  readonly exit: ExitName;
  /** One sentence: what happened. */
  readonly message: string;
  /** The file, ref, URL or flag it is about. */
  readonly where?: string;
  /** The next step. */
  readonly hint: string;
  readonly problems: readonly Problem[];
}

/** What to tell the user of anything that was thrown, and how the process ends. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof PromptopsError) {
    const { code, exit, message, where, hint, problems } = error;
    return { code, exit, message, ...(where === undefined ? {} : { where }), hint, problems };
  }
  if (error instanceof ProviderError) return describeProviderError(error);
  if (isSystemError(error)) {
    const where = error.path ?? error.address;
    if (error.code === "ENOSPC" || error.code === "EDQUOT") {
      const of = error.code === "ENOSPC" ? "The disk is full" : "Your share of the disk is used up";
      const hint = "Make room on the disk, and run this again.";
      return {
        code: "system",
        exit: "environment",
        message: `${of}: ${sentence(error.message)}`,
        ...(where === undefined ? {} : { where }),
        hint,
        problems: [],
      };
    }
    const hint = "Check that it exists, that you may use it, and that the disk has room.";
    return { code: "system", exit: "environment", message: sentence(error.message), ...(where === undefined ? {} : { where }), hint, problems: [] };
  }
  const message = error instanceof Error ? error.message : String(error);
  const hint = "This is a defect of promptops: run it again with DEBUG=1 and report what it prints.";
  return { code: "bug", exit: "bug", message: sentence(message), hint, problems: [] };
}

function describeProviderError({ kind, provider, message }: ProviderError): ErrorDescription {
  const refused = kind === "auth";
  const hint = refused
    ? `Check the key of provider "${provider}": \`promptops doctor\` says which variable holds it.`
    : `Try again later, or run \`promptops doctor --online\`.`;
  return {
    code: `provider-${kind}`,
    exit: refused ? "authentication" : "environment",
    message: sentence(message),
    where: `provider ${provider}`,
    hint,
    problems: [],
  };
}

/** The operating system said no: the world has to change, not the program. */
function isSystemError(
  error: unknown,
): error is Error & { readonly syscall: string; readonly code?: string; readonly path?: string; readonly address?: string } {
  return error instanceof Error && "syscall" in error && typeof error.syscall === "string";
}

function sentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

/** The one document a failed command writes with `--json`. */
export function failureDocument({ exit, ...error }: ErrorDescription) {
  return { ok: false, exit_code: exitCodes[exit], error };
}
