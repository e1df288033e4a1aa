import { versionName } from "../../core/release/version-name.ts";
import type { OutcomesRecordResult } from "../../core/results/outcomes-record.ts";
import { recordedWords } from "./recorded-words.ts";
import { paintFor } from "../paint.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";

export function outcomesRecordText(result: OutcomesRecordResult, screen: Screen): string {
  const { environment, prompt, recorded, already_there, live_since, early, shared } = result;
  const paint = paintFor(screen);
  const note = (text: string) => hangingSentence(`${paint("yellow", "note:")} `, text, lineWidth(screen));
  return [
    ...hangingSentence("", recordedWords({ recorded, already_there }, ` of ${versionName(result)} in ${environment}`), lineWidth(screen)),
    ...(live_since === undefined ? note(`Another version is live in ${environment} now: no watch looks at this one.`) : []),
    ...(early === 0
      ? []
      : note(`${early} ${early === 1 ? "is" : "are"} from before it was made live there (${timeText(live_since ?? "")}): no watch counts them.`)),
    ...(shared ? [] : note("The remote does not have them yet.")),
    `${paint("cyan", "next:")} promptops release check ${environment} ${prompt}`,
  ].join("\n");
}
