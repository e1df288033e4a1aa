import { versionName } from "../../core/release/version-name.ts";
import type { OutcomesRecordResult } from "../../core/results/outcomes-record.ts";
import { paintFor } from "../paint.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";

export function outcomesRecordText(result: OutcomesRecordResult, screen: Screen): string {
  const { environment, prompt, recorded, already_there, live_since, early, shared } = result;
  const paint = paintFor(screen);
  const note = (text: string) => hangingSentence(`${paint("yellow", "note:")} `, text, lineWidth(screen));
  const twice = already_there === 0 ? "" : `, ${already_there} of units that had one already`;
  return [
    ...hangingSentence(
      "",
      `Recorded ${recorded} ${recorded === 1 ? "outcome" : "outcomes"} of ${versionName(result)} in ${environment}${twice}.`,
      lineWidth(screen),
    ),
    ...(live_since === undefined ? note(`Another version is live in ${environment} now: no watch looks at this one.`) : []),
    ...(early === 0
      ? []
      : note(`${early} ${early === 1 ? "is" : "are"} from before it was made live there (${timeText(live_since ?? "")}): no watch counts them.`)),
    ...(shared ? [] : note("The remote does not have them yet.")),
    `${paint("cyan", "next:")} promptops release check ${environment} ${prompt}`,
  ].join("\n");
}
