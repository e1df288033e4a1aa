import type { GateResult } from "../../core/results/gate.ts";
import { gateMarkdown } from "./gate-markdown.ts";

/** The reports of several gates, one below the other, for a step summary or a comment. */
export function gatesMarkdown({ changed, gates }: GateResult): string {
  if (gates.length > 0) return gates.map(gateMarkdown).join("\n");
  return `## ✅ Nothing to judge\n\nNo prompt differs from commit \`${changed?.commit.slice(0, 7) ?? ""}\`.\n`;
}
