import { nearest } from "../errors/nearest.ts";
import type { Breach } from "../model/breach.ts";
import type { Judge } from "../model/judge.ts";
import type { Variable } from "../model/prompt.ts";
import { withLf } from "../identity/line-ends.ts";
import { checkLiquid } from "../template/check-liquid.ts";
import { isLiquidFailure } from "../template/liquid-problem.ts";
import { parsingEngine } from "../template/parsing-engine.ts";
import { readLiquid } from "../template/read-liquid.ts";
import type { TemplateProblem } from "../template/template-problem.ts";
import { judgeData, judgeWords } from "./judge-question.ts";

/** What a judge's template may use, for the checker of templates: names, and nothing about what is in them. */
const variables: Readonly<Record<string, Variable>> = Object.fromEntries([...judgeData, ...judgeWords].map((name) => [name, {}]));

/** What is wrong with a judge beyond its shape: its templates, and what could never tell a good answer from a bad one. */
export function checkJudge(judge: Judge): Breach[] {
  const leaves = judge.messages.map(({ content }, at) => ({ path: ["messages", at, "content"], text: withLf(content) }));
  const inTemplates = checkLiquid(leaves, {}, variables).map(breachOf);
  return [...inTemplates, ...(inTemplates.length > 0 ? [] : seesNothing(judge)), ...cannotTell(judge)];
}

function breachOf({ rule, path, line = 1, column = 1, message, hint }: TemplateProblem): Breach {
  const place = { path, within: { line, column } };
  if (rule === "missing-partial" || rule === "dynamic-partial")
    return { rule: "judge-partial", ...place, message: "A judge includes no partials.", hint: "Write the text into the judge itself." };
  if (rule !== "undeclared-variable") return { rule, ...place, message, ...(hint !== undefined && { hint }) };
  const name = /`(.+)`/.exec(message)?.[1] ?? "";
  const known = Object.keys(variables);
  const meant = nearest(name, known);
  return {
    rule: "unknown-variable",
    ...place,
    message: `A judge knows nothing called \`${name}\`.`,
    hint: meant === undefined ? `It may use ${known.map((each) => `\`${each}\``).join(", ")}.` : `Did you mean \`${meant}\`?`,
  };
}

function seesNothing({ messages }: Judge): Breach[] {
  const used = new Set(messages.flatMap(({ content }) => namesIn(content)));
  if (judgeData.some((name) => used.has(name))) return [];
  return [
    { rule: "blind-judge", path: ["messages"], onKey: true, message: "The judge never sees what it judges.", hint: "Put `{{ answer }}` into a message." },
  ];
}

function cannotTell({ choices }: Judge): Breach[] {
  if (choices === undefined || new Set(Object.values(choices)).size > 1) return [];
  return [
    {
      rule: "undecided-judge",
      path: ["choices"],
      onKey: true,
      message: "Every choice is worth the same, so nothing can fail.",
      hint: "Give a bad answer's choice a lower score.",
    },
  ];
}

function namesIn(text: string): string[] {
  try {
    return readLiquid(parsingEngine("lenient"), withLf(text)).references.flatMap(({ segments: [name] }) => (typeof name === "string" ? [name] : []));
  } catch (error) {
    if (isLiquidFailure(error)) return [];
    throw error;
  }
}
