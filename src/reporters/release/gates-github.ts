import type { GatedPrompt, GateResult } from "../../core/results/gate.ts";
import { promptFile } from "../../core/model/document-paths.ts";
import { oneLine } from "../one-line.ts";
import { workflowCommand } from "../workflow-command.ts";
import { changedCases } from "./changed-cases.ts";
import { takenBackWords } from "./taken-back.ts";

/** GitHub shows no more annotations of one kind for one step. https://github.com/orgs/community/discussions/26680 */
const mostAnnotations = 10;
/** Of each sentence: what to do stands at its end. */
const mostCharacters = 2_000;
/** So many gates are told in the notice. */
const mostTold = 50;

/** GitHub Actions' workflow commands: an error at each prompt that may not go live, with its reasons, and one notice with what every gate says. */
export function gatesGithub({ verdict, changed, gates }: GateResult): string {
  const refused = gates.filter(({ gate }) => gate.verdict !== "pass");
  const untold = refused.length - mostAnnotations;
  const rest = untold > 0 ? [`${untold} more ${untold === 1 ? "gate is" : "gates are"} not annotated: GitHub shows ${mostAnnotations} of a kind.`] : [];
  const told = gates.slice(0, mostTold).map(({ prompt, gate }) => oneLine(`${prompt}: ${gate.verdict}. ${gate.summary}`, mostCharacters));
  const all = gates.length === 0 ? [`Nothing to judge: no prompt differs from commit ${changed?.commit.slice(0, 7) ?? ""}.`] : told;
  const more = gates.length > told.length ? [`… and ${gates.length - told.length} more.`] : [];
  return [
    ...refused.slice(0, mostAnnotations).map(annotation),
    workflowCommand("notice", { title: `promptops gate: ${verdict}` }, [...all, ...more, ...rest].join("\n")),
  ].join("\n");
}

function annotation({ prompt, environment = "", gate, taken_back }: GatedPrompt): string {
  const reasons = gate.steps
    .filter(({ outcome }) => outcome !== "pass" && outcome !== "skipped")
    .flatMap(({ step, message, hint, ...cases }) => [
      `${step}: ${message}`,
      ...changedCases(cases).map(({ title, names }) => `${title} ${names}`),
      ...(hint === undefined ? [] : [`next: ${hint}`]),
    ]);
  const warning = taken_back === undefined ? [] : [`warning: ${takenBackWords(taken_back, { prompt, environment })}`];
  const lines = [...warning, gate.summary, ...reasons].map((line) => oneLine(line, mostCharacters));
  const title = oneLine(`${prompt} may not go live${gate.environment === undefined ? "" : ` in ${gate.environment}`}: ${gate.verdict}`, 200);
  return workflowCommand("error", { file: promptFile(prompt), line: 1, title }, lines.join("\n"));
}
