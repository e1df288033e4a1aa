import type { ValidateResult } from "../core/results/validate.ts";
import { paintFor } from "./paint.ts";
import { problemText } from "./problem-text.ts";
import type { Screen } from "./screen.ts";

/** Every problem as compilers write them, then the counts. */
export function validateText({ files, problems }: ValidateResult, screen: Screen): string {
  const paint = paintFor(screen);
  const counts = `${counted(files, "file")}, ${problems.length === 0 ? "no problems" : counted(problems.length, "problem")}`;
  return [...problems.map((problem) => problemText(problem, paint)), paint(problems.length === 0 ? "green" : "red", counts)].join("\n");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
