import type { GatedPrompt } from "../../core/results/gate.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";
import { gateLines } from "./gate-lines.ts";
import { foreignPolicyLines } from "./policy-words.ts";
import { takenBackLines } from "./taken-back.ts";

/** A gate's report for a terminal. */
export function gateText(gated: GatedPrompt, screen: Screen): string {
  const { prompt, source, prompt_digest, environment = "", gate, taken_back, floor } = gated;
  const versions = floor === undefined ? [] : [`At least a ${floor.level} version after ${floor.since}. ${floor.reasons.join(" ")}`];
  return [
    ...hangingSentence("", `${prompt} in ${source}, digest ${prompt_digest.slice(0, 12)}`, lineWidth(screen)),
    ...takenBackLines(taken_back, { prompt, environment }, screen),
    ...gateLines(gate, screen),
    ...versions.flatMap((line) => hangingSentence("", line, lineWidth(screen))),
    ...foreignPolicyLines(gated, screen),
  ].join("\n");
}
