import type { PublishResult } from "../../core/results/publish.ts";
import { paintFor, type Paint } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { gateLines } from "./gate-lines.ts";
import { foreignPolicyLines } from "./policy-words.ts";
import { recordedLines } from "./recorded-lines.ts";
import { refusals } from "./refusals.ts";

/** What publishing came to: the gate's report, the version, where it is recorded, the next step. */
export function publishText(result: PublishResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { gate, floor } = result;
  return [
    ...(gate === undefined ? [] : [...gateLines(gate, screen), ""]),
    ...(floor === undefined || result.outcome === "already-published"
      ? []
      : [`At least a ${floor.level} version after ${floor.since}. ${floor.reasons.join(" ")}`]),
    ...foreignPolicyLines(result, screen),
    ...outcomeLines(result, paint),
    ...recordedLines(result, paint),
    ...nextLines(result, paint),
  ].join("\n");
}

function outcomeLines({ outcome, prompt, version, commit, prompt_digest, gate }: PublishResult, paint: Paint): string[] {
  const name = paint("bold", `${prompt}@${version}`);
  const from = `from commit ${commit.slice(0, 7)}, digest ${prompt_digest.slice(0, 12)}`;
  if (outcome === "published") return [`${paint("green", "Published")} ${name} ${from}.`];
  if (outcome === "already-published") return [`This prompt is already published as ${name}: nothing to do.`];
  if (outcome === "planned") return [`Would publish ${name} ${from}. Nothing was written.`];
  return [`${paint("red", "Not published")}: the gate ${refusals[gate?.verdict ?? "error"]} what would be ${name}.`];
}

function nextLines({ prompt, version, promote_to }: PublishResult, paint: Paint): string[] {
  return promote_to === undefined ? [] : [`${paint("cyan", "next:")} promptops promote ${prompt}@${version} ${promote_to}`];
}
