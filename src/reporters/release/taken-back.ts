import type { TakenBack } from "../../core/release/taken-back.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hangingSentence } from "../wrap.ts";

interface Place {
  readonly prompt: string;
  readonly environment: string;
}

/** `entry 7 took billing/summarize@1.0.2 back in production: The canary …` */
export function takenBackWords({ version, entry, reason }: TakenBack, { prompt, environment }: Place): string {
  return `entry ${entry} took ${prompt}@${version} back in ${environment}${reason === undefined ? "" : `: ${oneLine(reason, 400)}`}`;
}

/** The same as a warning, which comes before everything else. */
export function takenBackLines(back: TakenBack | undefined, place: Place, screen: Screen): string[] {
  return back === undefined ? [] : hangingSentence(`${paintFor(screen)("yellow", "warning:")} `, takenBackWords(back, place), lineWidth(screen));
}
