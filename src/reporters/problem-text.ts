import type { Problem } from "../core/errors/problem.ts";
import { harmlessText } from "./harmless-text.ts";
import type { Paint } from "./paint.ts";

/** A problem as compilers write them, so that editors and terminals can jump to it: `file:line:column: rule: message`, its hint below. */
export function problemText(problem: Problem, paint: Paint): string {
  const { file, line, column, rule, message, hint } = problem;
  const place = [harmlessText(file), line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  // Only here our colours can be told from those that a file holds.
  const first = `${paint("bold", place)}: ${paint("red", rule)}: ${harmlessText(message)}`;
  return hint === undefined ? first : `${first}\n    ${paint("cyan", "hint:")} ${harmlessText(hint)}`;
}
