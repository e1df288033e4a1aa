import { promptFile } from "../core/model/document-paths.ts";
import type { SemanticChecks, ValidateResult } from "../core/results/validate.ts";
import { moneyText } from "./money-text.ts";
import { oneLine } from "./one-line.ts";
import { paintFor, type Paint } from "./paint.ts";
import { problemText } from "./problem-text.ts";
import type { Screen } from "./screen.ts";

/** Every problem as compilers write them, then the counts. */
export function validateText({ files, problems, semantic }: ValidateResult, screen: Screen): string {
  const paint = paintFor(screen);
  const counts = `${counted(files, "file")}, ${problems.length === 0 ? "no problems" : counted(problems.length, "problem")}`;
  return [
    ...problems.map((problem) => problemText(problem, paint)),
    ...(semantic === undefined ? [] : semanticLines(semantic, paint)),
    paint(problems.length === 0 ? "green" : "red", counts),
  ].join("\n");
}

/** `demo/judge answered 8 of 9 questions (5 calls, $0.0012; 3 known)`, and what it did not answer. */
function semanticLines({ model, calls, cost_nano_usd: cost, checks }: SemanticChecks, paint: Paint): string[] {
  const asked = checks.filter(({ outcome }) => outcome !== "nothing-to-ask");
  const open = asked.filter(({ outcome }) => outcome === "error");
  const known = asked.filter(({ cached }) => cached === true).length;
  const paid = `${counted(calls, "call")}, ${moneyText(cost)}${known === 0 ? "" : `; ${known} known`}`;
  return [
    ...open.map(({ prompt, code, reason = "" }) => `${paint("red", "no answer:")} ${promptFile(prompt)}: ${code}: ${oneLine(reason, 300)}`),
    `${model} answered ${asked.length - open.length} of ${counted(asked.length, "question")} (${paid})`,
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
