import type { ErrorDescription } from "../core/errors/error-description.ts";
import type { Problem } from "../core/errors/problem.ts";
import { harmlessText } from "./harmless-text.ts";
import { paintFor } from "./paint.ts";
import { problemText } from "./problem-text.ts";
import { lineWidth, type Screen } from "./screen.ts";
import { hangingSentence } from "./wrap.ts";

/** An error as people get to see it: one sentence, where, everything wrong with the files, and the next step. */
export function errorText({ code, problems, ...error }: ErrorDescription, screen: Screen): string {
  // Only here our colours can be told from those that a file holds.
  const [message, hint] = [harmlessText(error.message), harmlessText(error.hint)];
  const where = error.where === undefined ? undefined : harmlessText(error.where);
  const paint = paintFor(screen);
  const width = lineWidth(screen);
  const lines = hangingSentence("", `${paint(["bold", "red"], `error[${code}]`)}: ${message}`, width);
  if (where !== undefined) lines.push(`${paint("dim", " -->")} ${where}`);
  lines.push(...problems.filter((problem) => !isSaid(problem, error.message, problems)).map((problem) => problemText(problem, screen)));
  lines.push(...hangingSentence("", `${paint("cyan", "hint:")} ${hint}`, width));
  return `${lines.join("\n")}\n`;
}

/** The only problem there is, without a line to jump to, and all of it in the sentence. */
function isSaid({ line, message: own }: Problem, message: string, { length }: readonly Problem[]): boolean {
  return length === 1 && line === undefined && message.includes(own);
}
