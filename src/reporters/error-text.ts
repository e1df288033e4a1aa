import type { ErrorDescription } from "../core/errors/error-description.ts";
import type { Problem } from "../core/errors/problem.ts";
import { paintFor } from "./paint.ts";
import { problemText } from "./problem-text.ts";
import { lineWidth, type Screen } from "./screen.ts";
import { hanging } from "./wrap.ts";

/** An error as people get to see it: one sentence, where, everything wrong with the files, and the next step. */
export function errorText({ code, message, where, hint, problems }: ErrorDescription, screen: Screen): string {
  const paint = paintFor(screen);
  const width = lineWidth(screen);
  const lines = sentence(`${paint(["bold", "red"], `error[${code}]`)}:`, message, width);
  if (where !== undefined) lines.push(`${paint("dim", " -->")} ${where}`);
  lines.push(...problems.filter((problem) => !isSaid(problem, message, problems)).map((problem) => problemText(problem, paint)));
  lines.push(...sentence(paint("cyan", "hint:"), hint, width));
  return `${lines.join("\n")}\n`;
}

/** The only problem there is, without a line to jump to, and all of it in the sentence. */
function isSaid({ line, message: own }: Problem, message: string, { length }: readonly Problem[]): boolean {
  return length === 1 && line === undefined && message.includes(own);
}

const noBreak = "\u00a0";

/** Broken between words, but never within a command: whoever copies it wants it in one piece. */
function sentence(start: string, text: string, width: number): string[] {
  const glued = text.replaceAll(/`[^`]*`/g, (command) => command.replaceAll(" ", noBreak));
  return hanging("", `${start} ${glued}`, width).map((line) => line.replaceAll(noBreak, " "));
}
