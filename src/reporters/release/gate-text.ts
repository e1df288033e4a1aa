import type { GatedPrompt } from "../../core/results/gate.ts";
import type { Screen } from "../screen.ts";
import { gateLines } from "./gate-lines.ts";

/** A gate's report for a terminal. */
export function gateText({ prompt, source, prompt_digest, gate, promoted_by, floor }: GatedPrompt, screen: Screen): string {
  const versions = floor === undefined ? [] : [`At least a ${floor.level} version after ${floor.since}. ${floor.reasons.join(" ")}`];
  const rules =
    promoted_by === undefined ? [] : [`Judged by the policy that is checked out; a promotion goes by that of ${promoted_by}, which is another one.`];
  return [`${prompt} in ${source}, digest ${prompt_digest.slice(0, 12)}`, ...gateLines(gate, screen), ...versions, ...rules].join("\n");
}
