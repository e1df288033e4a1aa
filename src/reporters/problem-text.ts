import type { Problem } from "../core/errors/problem.ts";
import { harmlessText } from "./harmless-text.ts";
import { paintFor } from "./paint.ts";
import { lineWidth, type Screen } from "./screen.ts";
import { hangingSentence, indented } from "./wrap.ts";

/**
 * A problem as compilers write them, so that editors and terminals can jump to it: `file:line:column: rule: message`, its hint below. On a
 * screen they are broken between words where it ends; where programs read along, each stays one line.
 */
export function problemText(problem: Problem, screen: Screen): string {
  const { file, line, column, rule, message, hint } = problem;
  const paint = paintFor(screen);
  const width = lineWidth(screen);
  const place = [harmlessText(file), line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  // Only here our colours can be told from those that a file holds.
  const first = indented(`${paint("bold", place)}: ${paint("red", rule)}: ${harmlessText(message)}`, width, 4);
  return [...first, ...(hint === undefined ? [] : hangingSentence(`    ${paint("cyan", "hint:")} `, harmlessText(hint), width))].join("\n");
}
