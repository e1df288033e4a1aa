import type { GateReport } from "../../core/gates/gate-report.ts";
import type { GatedPrompt } from "../../core/results/gate.ts";
import { oneLine } from "../one-line.ts";
import { changedCases } from "./changed-cases.ts";

const signs = { pass: "✅", fail: "❌", inconclusive: "⚠️", error: "⚠️", skipped: "–" } as const;

/** A gate's report for a step summary or a comment. */
export function gateMarkdown({ prompt, source, gate, floor }: GatedPrompt): string {
  const asked = gate.steps.filter(({ outcome }) => outcome !== "skipped");
  return [
    `## ${signs[gate.verdict]} ${inline(prompt)}: ${gate.verdict}`,
    "",
    inline(gate.summary),
    "",
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
    "",
  ].join("\n");
}

function against({ environment, baseline }: GateReport): string {
  if (environment === undefined) return "no environment";
  return baseline === undefined ? `nothing is live in ${environment} yet` : `against ${baseline.version}, live in ${environment}`;
}

/** Code spans stay; everything else that Markdown or HTML would read as markup does not. */
function inline(text: string): string {
  return oneLine(text, 1000)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\*_[\]|~@#]/g, "\\$&");
}
