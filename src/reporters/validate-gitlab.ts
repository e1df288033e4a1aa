import { digestOf } from "../core/identity/digest.ts";
import type { ValidateResult } from "../core/results/validate.ts";

/** GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function validateGitlab({ problems: wrong, warnings = [] }: ValidateResult): string {
  const problems = [...wrong, ...warnings];
  const issues = problems.map(({ rule, file, line = 1, path, message, hint }, at) => ({
    description: hint === undefined ? message : `${message} ${hint}`,
    check_name: rule,
    // The same problem keeps it when lines move; of two that read alike, the second has its own.
    fingerprint: digestOf([rule, file, path ?? "", message, problems.slice(0, at).filter((other) => isLike(other, problems[at])).length]),
    severity: at < wrong.length ? "major" : "info",
    location: { path: file, lines: { begin: line } },
  }));
  return JSON.stringify(issues, undefined, 2);
}

type Problem = ValidateResult["problems"][number];

function isLike(a: Problem, b: Problem | undefined): boolean {
  return b !== undefined && a.rule === b.rule && a.file === b.file && a.path === b.path && a.message === b.message;
}
