import type { Problem } from "../core/errors/problem.ts";
import type { ValidateResult } from "../core/results/validate.ts";

/** SARIF 2.1.0, for code-scanning services. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function validateSarif({ problems, warnings = [] }: ValidateResult, version: string): string {
  const rules = [...new Set([...problems, ...warnings].map(({ rule }) => rule))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "promptops", version, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: [
          ...problems.map((problem) => resultOf(problem, rules.indexOf(problem.rule), "error")),
          ...warnings.map((problem) => resultOf(problem, rules.indexOf(problem.rule), "warning")),
        ],
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function resultOf({ rule, file, line, column, message, hint }: Problem, ruleIndex: number, level: "error" | "warning"): unknown {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  const region = line === undefined ? {} : { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } };
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, ...region } }],
  };
}
