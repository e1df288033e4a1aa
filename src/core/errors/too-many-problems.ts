import type { Problem } from "./problem.ts";

/** Problems of one data file, at most: behind that many, the file as a whole is wrong. */
export const problemLimit = 100;

/** What is said in place of the rest. */
export function tooManyProblems(file: string): Problem {
  return { rule: "too-many-problems", file, message: `${problemLimit} problems were found; the rest of the file was not read.` };
}
