import { lineAt, type PromptText } from "./prompt-texts.ts";
import type { Validator } from "./validator.ts";

const praise = "(?:full|maximum|max(?:imal)?|highest|perfect|top|best(?: possible)?)";
const reader = "(?:judges?|graders?|evaluators?|raters?|scorers?|reviewing models?|grading models?)";

/**
 * Words that are meant for whoever judges the answers. A prompt that itself is a judge speaks of scores as well, so what counts is that a
 * judge is addressed, or that one certain verdict is asked for.
 */
const marks: readonly RegExp[] = [
  new RegExp(`^[ \\t#*>-]*(?:note|message|attention|instructions?)? ?(?:to|for|dear) (?:the |any |all )?${reader}\\b[^\\n]{0,20}[:,]`, "im"),
  new RegExp(
    `\\b(?:give|award|assign|grant|rate|score|mark|grade)\\b[^.\\n]{0,40}\\b${praise} (?:score|marks?|rating|grade|points)\\b[^.\\n]{0,40}\\b(?:regardless|no matter|always|whatever|without (?:checking|reading))\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:regardless|no matter|always|whatever)\\b[^.\\n]{0,60}\\b(?:give|award|assign|grant|rate|score|mark|grade)\\b[^.\\n]{0,40}\\b${praise} (?:score|marks?|rating|grade|points)\\b`,
    "i",
  ),
  new RegExp(`\\bignore (?:the|your|any|all) (?:rubric|grading (?:criteria|instructions)|scoring (?:criteria|instructions|guide))\\b`, "i"),
  new RegExp(`\\b(?:tell|convince|persuade|instruct|remind) (?:the |any |all )?${reader} (?:that|to)\\b`, "i"),
  new RegExp(
    `\\bthis (?:answer|response|output) (?:must|should|is to) (?:be (?:scored|graded|rated|marked)(?: as)? (?:correct|passing|perfect|10|100|1\\.0)|receive ${praise})`,
    "i",
  ),
];

export const judgeInjection: Validator = {
  code: "judge-injection",
  summary: "The prompt speaks to whoever judges its answers, instead of to the model that writes them.",
  check: ({ texts }) => texts.filter(({ kind }) => kind === "template").flatMap(injectionIn),
};

function injectionIn({ text, path }: PromptText) {
  const match = marks.map((mark) => mark.exec(text)).find((found) => found !== null);
  if (match === null || match === undefined) return [];
  const line = lineAt(text, match.index + match[0].search(/\S/));
  return [
    {
      path,
      line,
      message: `${path} tries to sway a judge in line ${line}: ${JSON.stringify(match[0].trim().slice(0, 80))}.`,
      hint: "Take it out: an answer is to be good, not to be called good.",
    },
  ];
}
