import { ExitError } from "@oclif/core/errors";
import { exitCodes } from "../core/errors/exit-code.ts";
import { describeError, failureDocument } from "../core/errors/error-description.ts";
import { errorText } from "../reporters/error-text.ts";
import { harmlessText } from "../reporters/harmless-text.ts";
import { currentScreen } from "./current-screen.ts";

export interface Reporting {
  readonly json: boolean;
  /** Blanks out secrets. */
  readonly redact: (text: string) => string;
}

/** Tells the user what went wrong, text on stderr or one document on stdout, without any secret. Sets the exit code. */
export function reportError(error: unknown, { json, redact }: Reporting): void {
  if (error instanceof ExitError) {
    process.exitCode = error.oclif.exit ?? exitCodes.no;
    return;
  }
  const described = describeError(error);
  process.exitCode = exitCodes[described.exit];
  if (json) {
    const document = JSON.stringify(failureDocument(described), (_key, value: unknown) => (typeof value === "string" ? redact(value) : value), 2);
    process.stdout.write(`${harmlessText(document)}\n`);
  } else {
    const screen = currentScreen(process.stderr);
    process.stderr.write(harmlessText(redact(errorText(described, screen)), screen));
  }
  if (process.env["DEBUG"] && error instanceof Error) process.stderr.write(harmlessText(redact(`${error.stack}\n`)));
}
