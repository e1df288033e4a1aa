import type { ErrorDescription } from "../core/errors/error-description.ts";
import type { Problem } from "../core/errors/problem.ts";
import { paintFor } from "./paint.ts";
import { problemText } from "./problem-text.ts";
import { lineWidth, type Screen } from "./screen.ts";
import { hangingSentence } from "./wrap.ts";

/** An error as people get to see it: one sentence, where, everything wrong with the files, and the next step. */
export function errorText({ code, message, where, hint, problems }: ErrorDescription, screen: Screen): string {
  const paint = paintFor(screen);
  const width = lineWidth(screen);
  const lines = hangingSentence("", `${paint(["bold", "red"], `error[${code}]`)}: ${message}`, width);
  if (where !== undefined) lines.push(`${paint("dim", " -->")} ${where}`);
  lines.push(...problems.filter((problem) => !isSaid(problem, message, problems)).map((problem) => problemText(problem, screen)));
  lines.push(...hangingSentence("", `${paint("cyan", "hint:")} ${hint}`, width));
  return `${lines.join("\n")}\n`;
}

/** The only problem there is, without a line to jump to, and all of it in the sentence. */
function isSaid({ line, message: own }: Problem, message: string, { length }: readonly Problem[]): boolean {
  return length === 1 && line === undefined && message.includes(own);
}
