import type { Problem } from "../core/errors/problem.ts";
import type { Paint } from "./paint.ts";

/** A problem as compilers write them, so that editors and terminals can jump to it: `file:line:column: rule: message`, its hint below. */
export function problemText(problem: Problem, paint: Paint): string {
  const { file, line, column, rule, message, hint } = problem;
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  const first = `${paint("bold", place)}: ${paint("red", rule)}: ${message}`;
  return hint === undefined ? first : `${first}\n    ${paint("cyan", "hint:")} ${hint}`;
}
