import type { Problem } from "../core/errors/problem.ts";
import type { ValidateResult } from "../core/results/validate.ts";

/** One workflow command per problem: GitHub Actions shows them as annotations beside the lines. */
export function validateGithub({ problems }: ValidateResult): string {
  return problems.map(annotation).join("\n");
}

function annotation({ rule, file, line, column, message, hint }: Problem): string {
  const properties = [
    `file=${property(file)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${property(rule)}`,
  ];
  return `::error ${properties.join(",")}::${data(hint === undefined ? message : `${message}\n${hint}`)}`;
}

// The characters that end a command or a property; see `toCommandValue` in GitHub's documentation of workflow commands.
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
