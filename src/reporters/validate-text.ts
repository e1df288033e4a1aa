import { promptFile } from "../core/model/document-paths.ts";
import type { SemanticChecks, ValidateResult } from "../core/results/validate.ts";
import { errorText } from "./error-text.ts";
import { moneyText } from "./money-text.ts";
import { oneLine } from "./one-line.ts";
import { paintFor } from "./paint.ts";
import { problemText } from "./problem-text.ts";
import { lineWidth, type Screen } from "./screen.ts";
import { indented } from "./wrap.ts";

/** Every problem as compilers write them, then the counts. */
export function validateText({ files, problems, accepted = [], warnings = [], semantic }: ValidateResult, screen: Screen): string {
  const paint = paintFor(screen);
  const open = (semantic?.checks ?? []).filter(({ outcome }) => outcome === "error");
  const stayedOpen = open.length === 0 ? "" : `; ${counted(open.length, "question")} stayed open`;
  const besides = [
    ...(accepted.length === 0 ? [] : [`${counted(accepted.length, "finding")} accepted`]),
    ...(warnings.length === 0 ? [] : [counted(warnings.length, "warning")]),
  ].map((each) => `, ${each}`);
  const found = problems.length > 0 ? counted(problems.length, "problem") : open.length > 0 ? "no problem found" : "no problems";
  return [
    ...problems.map((problem) => problemText(problem, screen)),
    ...warnings.map((problem) => `${paint("yellow", "warning:")} ${problemText(problem, screen)}`),
    ...accepted.map(
      ({ prompt, code, message, because }) =>
        `${paint("dim", "accepted:")} ${promptFile(prompt)}: ${code}: ${oneLine(message, 300)}\n    ${paint("cyan", "because:")} ${oneLine(because, 500)}`,
    ),
    ...(semantic === undefined ? [] : semanticLines(semantic, screen)),
    ...(open.length === 0 || semantic === undefined ? [] : openLines(semantic, open, screen)),
    paint(problems.length + open.length === 0 ? "green" : "red", `${counted(files, "file")}, ${found}${besides.join("")}${stayedOpen}`),
  ].join("\n");
}

/** `demo/judge answered 8 of 9 questions (5 calls, $0.0012; 3 known)`, and what it did not answer. */
function semanticLines({ model, calls, cost_nano_usd: cost, checks }: SemanticChecks, screen: Screen): string[] {
  const [paint, width] = [paintFor(screen), lineWidth(screen)];
  const asked = checks.filter(({ outcome }) => outcome !== "nothing-to-ask");
  const open = asked.filter(({ outcome }) => outcome === "error");
  const known = asked.filter(({ cached }) => cached === true).length;
  const paid = `${counted(calls, "call")}, ${moneyText(cost)}${known === 0 ? "" : `; ${known} known`}`;
  return [
    ...open.flatMap(({ prompt, code, reason = "" }) =>
      indented(`${paint("red", "no answer:")} ${promptFile(prompt)}: ${code}: ${oneLine(reason, 300)}`, width, 4),
    ),
    ...indented(`${model} answered ${asked.length - open.length} of ${counted(asked.length, "question")} (${paid})`, width, 4),
  ];
}

/** What to do about questions without an answer, as errors are told. */
function openLines({ model, max_cost_nano_usd: cap = 0 }: SemanticChecks, open: SemanticChecks["checks"], screen: Screen): string[] {
  const all = (wanted: string) => open.every(({ error_kind: kind }) => kind === wanted);
  const again = "what was answered is kept, and not paid for twice.";
  const description = {
    code: open[0]?.error_kind ?? "no-answer",
    message: `${model} gave no judgement on ${counted(open.length, "question")}, so nobody knows whether there is a problem.`,
    hint: all("malformed-judgement")
      ? "Name a judge that answers with JSON: `--judge PROVIDER/NAME`, or `evaluation.judge` in `.promptops.yml`."
      : all("budget")
        ? `Raise \`--max-cost\` (now ${moneyText(cap)}) and run \`promptops validate --semantic --max-cost USD\`: ${again}`
        : `Run \`promptops validate --semantic\` again: ${again}`,
    exit: "environment" as const,
    problems: [],
  };
  return [errorText(description, screen).trimEnd()];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
