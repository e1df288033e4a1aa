import type { PromoteResult } from "../../core/results/promote.ts";
import { paintFor } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";
import { afterPromoteLines } from "./after-promote-lines.ts";
import { gateLines } from "./gate-lines.ts";
import { timeText } from "./live-text.ts";
import { recordedLines } from "./recorded-lines.ts";
import { refusals } from "./refusals.ts";
import { takenBackLines } from "./taken-back.ts";
import { unknownBaseText } from "./unknown-base-text.ts";

/** What promoting came to: the gate's report, what is live now, where it is recorded. */
export function promoteText(result: PromoteResult, screen: Screen): string {
  const paint = paintFor(screen);
  const {
    outcome,
    prompt,
    version,
    environment,
    changes,
    gate,
    refusals: policy = [],
    promote_to,
    policy_of,
    unknown_base,
    taken_back,
    after_promote,
    watched_until,
  } = result;
  const name = paint("bold", `${prompt}@${version}`);
  const [change] = changes;
  const before = change === undefined || change.from === null ? "" : `, where ${change.from} was`;
  const sentence = {
    "rolled-back": `${paint("green", "Promoted")} ${name} to ${environment}${before}; what was asked of it then took it back.`,
    promoted: `${paint("green", "Promoted")} ${name} to ${environment}${before}.`,
    "already-live": `${name} is live in ${environment} already: nothing to do.`,
    planned: `Would promote ${name} to ${environment}${before}. Nothing was written.`,
    refused:
      policy.length > 0
        ? `${paint("red", "Not promoted")}: the policy of ${environment} does not let ${name} through.`
        : `${paint("red", "Not promoted")}: the gate of ${environment} ${refusals[gate?.verdict ?? "error"]} ${name}.`,
  }[outcome];
  const next = promote_to === undefined ? [] : [`${paint("cyan", "next:")} promptops promote ${prompt}@${version} ${promote_to}`];
  const width = lineWidth(screen);
  const why = policy.flatMap(({ code, message, hint }) => [
    ...hangingSentence("  ", `${paint("red", code)}: ${message}`, width),
    ...hangingSentence("    ", `${paint("cyan", "hint:")} ${hint}`, width),
  ]);
  const checked = after_promote === undefined ? [] : ["", ...afterPromoteLines(after_promote, screen)];
  const watched =
    watched_until === undefined ? [] : [`Watched until ${timeText(watched_until)}: \`promptops release check ${environment}\` judges what comes of it.`];
  const ownRules = unknown_base === undefined ? [] : hangingSentence(`${paint("yellow", "warning:")} `, unknownBaseText(unknown_base), width);
  const rules = policy_of === undefined ? [] : [paint("dim", `Policy as ${policy_of} has it; what is checked out has another one.`)];
  return [
    ...takenBackLines(taken_back, result, screen),
    ...ownRules,
    ...rules,
    ...(gate === undefined ? [] : [...gateLines(gate, screen), ""]),
    ...hangingSentence("", sentence, width),
    ...why,
    ...recordedLines(result, paint),
    ...checked,
    ...watched,
    ...next,
  ].join("\n");
}
