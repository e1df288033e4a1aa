import type { GateReport } from "../../core/gates/gate-report.ts";
import type { GatedPrompt } from "../../core/results/gate.ts";
import { oneLine } from "../one-line.ts";
import { changedCases } from "./changed-cases.ts";
import { foreignPolicyWords } from "./policy-words.ts";
import { takenBackWords } from "./taken-back.ts";

const signs = { pass: "✅", fail: "❌", inconclusive: "⚠️", error: "⚠️", skipped: "–" } as const;

/** A gate's report for a step summary or a comment. */
export function gateMarkdown(gated: GatedPrompt): string {
  const { prompt, source, environment = "", gate, taken_back, floor } = gated;
  const foreign = foreignPolicyWords(gated);
  const asked = gate.steps.filter(({ outcome }) => outcome !== "skipped");
  return [
    `## ${signs[gate.verdict]} ${inline(prompt)}: ${gate.verdict}`,
    "",
    inline(gate.summary),
    "",
    ...(taken_back === undefined ? [] : [`> **Warning:** ${inline(takenBackWords(taken_back, { prompt, environment }))}`, ""]),
    `${inline(source)} · ${against(gate)} · mode \`${gate.mode}\``,
    "",
    "| rule | outcome | |",
    "| :-- | :-: | :-- |",
    ...asked.map(
      ({ step, outcome, message, hint, ...cases }) =>
        `| ${step} | ${signs[outcome]} ${outcome} | ${inline(message)}${changedCases(cases)
          .map(({ title, names }) => `<br>${title} ${inline(names)}`)
          .join("")}${hint === undefined || outcome === "pass" ? "" : `<br>Next: ${inline(hint)}`} |`,
    ),
    ...(floor === undefined ? [] : ["", `At least a **${floor.level}** version after ${inline(floor.since)}. ${inline(floor.reasons.join(" "))}`]),
    ...(foreign === undefined ? [] : ["", inline(foreign.sentence), "", ...foreign.differences.map((line) => `- ${inline(line)}`)]),
    "",
  ].join("\n");
}

function against({ environment, baseline }: GateReport): string {
  if (environment === undefined) return "no environment";
  return baseline === undefined ? `nothing is live in ${environment} yet` : `against ${baseline.version}, live in ${environment}`;
}

/** Code spans stay; everything else that Markdown or HTML would read as markup does not. */
function inline(text: string): string {
  const line = oneLine(text, 1000);
  const parts = line.split("`");
  // Where backticks do not go in pairs, nobody knows what is code.
  if (parts.length % 2 === 0 || line.includes("``")) return harmless(line).replaceAll("`", "\\`");
  return parts.map((part, at) => (at % 2 === 0 ? harmless(part) : part.replaceAll("|", "\\|"))).join("`");
}

function harmless(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\*_[\]|~@#]/g, "\\$&");
}
