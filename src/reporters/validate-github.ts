import type { ValidateResult } from "../core/results/validate.ts";
import { workflowCommand } from "./workflow-command.ts";

/** One workflow command per problem: GitHub Actions shows them as annotations beside the lines. */
export function validateGithub({ problems }: ValidateResult): string {
  return problems
    .map(({ rule, file, line, column, message, hint }) =>
      workflowCommand("error", { file, line, col: column, title: rule }, hint === undefined ? message : `${message}\n${hint}`),
    )
    .join("\n");
}
