import type { ValidateResult } from "../core/results/validate.ts";
import { workflowCommand } from "./workflow-command.ts";

/** One workflow command per problem and warning: GitHub Actions shows them as annotations beside the lines. */
export function validateGithub({ problems, warnings = [] }: ValidateResult): string {
  return [...problems.map((problem) => annotation("error", problem)), ...warnings.map((problem) => annotation("warning", problem))].join("\n");
}

function annotation(level: "error" | "warning", { rule, file, line, column, message, hint }: ValidateResult["problems"][number]): string {
  return workflowCommand(level, { file, line, col: column, title: rule }, hint === undefined ? message : `${message}\n${hint}`);
}
