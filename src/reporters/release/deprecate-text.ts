import type { DeprecateResult } from "../../core/results/deprecate.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { recordedLines } from "./recorded-lines.ts";

/** What is not to be promoted any more, and where it is live all the same. */
export function deprecateText(result: DeprecateResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { outcome, prompt, version, reason, live_in, next } = result;
  const name = paint("bold", `${prompt}@${version}`);
  const sentence = {
    deprecated: `${paint("green", "Deprecated")} ${name}: it is promoted no more.`,
    "already-deprecated": `${name} was deprecated already: ${reason}`,
    planned: `Would deprecate ${name}. Nothing was written.`,
  }[outcome];
  const live = live_in.map((environment, at) => `It is still live in ${environment}${whatFor(next[at] ?? "")}; ${paint("cyan", "next:")} ${next[at] ?? ""}`);
  return [sentence, ...live, ...recordedLines(result, paint)].join("\n");
}

function whatFor(command: string): string {
  return command.startsWith("promptops publish ") ? ", and nothing can take its place yet" : "";
}
