import type { ExperimentRecordResult } from "../../core/results/experiment.ts";
import { recordedWords } from "../outcomes/recorded-words.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { experimentNextStep } from "./next-step.ts";
import { statusLines } from "./status-lines.ts";

export function experimentRecordText({ recorded, already_there, shared, status }: ExperimentRecordResult, screen: Screen): string {
  const paint = paintFor(screen);
  return [
    `${recordedWords({ recorded, already_there })}${shared ? "" : " The remote does not have them yet."}`,
    ...(status.stop === undefined ? [] : [`${paint("red", "Stopped")}: from now on everybody gets ${status.start.control.version}.`]),
    "",
    ...statusLines(status, paint),
    ...[experimentNextStep(status) ?? []].flat(),
  ].join("\n");
}
