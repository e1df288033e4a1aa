import type { GateResult } from "../../core/results/gate.ts";
import { changedText } from "../eval/changed-text.ts";
import type { Screen } from "../screen.ts";
import { gateText } from "./gate-text.ts";

/** The reports of several gates for a terminal, and with more than one what they come to together. */
export function gatesText({ verdict, changed, gates }: GateResult, screen: Screen): string {
  const differing = changed && { name: changed.since, commit: changed.commit, prompts: changed.prompts };
  const together = gates.length > 1 ? [`${gates.length} gates together: ${verdict}`] : [];
  return changedText(differing) + [...gates.map((gated) => gateText(gated, screen)), ...together].join("\n\n");
}
