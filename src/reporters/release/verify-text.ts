import type { VerifyCheck, VerifyResult } from "../../core/results/verify.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { timeText } from "./live-text.ts";
import { hangingSentence } from "../wrap.ts";

const marks = { ok: ["green", "ok"], note: ["dim", "note"], problem: ["red", "problem"] } as const;

/** Every check of the log and of each version; of many versions only what is not as it should be. */
export function verifyText({ sound, entries, log, versions, bundle }: VerifyResult, screen: Screen): string {
  const paint = paintFor(screen);
  const brief = versions.length > 5;
  const problems = [...log, ...versions.flatMap(({ checks }) => checks)].filter(({ outcome }) => outcome === "problem").length;
  const told = versions.filter(({ checks }) => !brief || checks.some(({ outcome }) => outcome === "problem"));
  return [
    ...(bundle === undefined ? [] : [paint("dim", `${bundle.file}, made ${timeText(bundle.made_at)}`), ""]),
    paint("bold", "release log"),
    ...log.flatMap((check) => lines(check, paint, lineWidth(screen))),
    ...told.flatMap(({ name, checks }) => [
      "",
      paint("bold", name),
      ...checks.filter(({ outcome }) => !brief || outcome === "problem").flatMap((check) => lines(check, paint, lineWidth(screen))),
    ]),
    "",
    sound
      ? `${paint("green", "Sound")}: ${versions.length} ${versions.length === 1 ? "version" : "versions"}, ${entries} ${entries === 1 ? "entry" : "entries"}.`
      : paint("red", problems === 1 ? "1 problem." : `${problems} problems.`),
  ].join("\n");
}

function lines({ check, outcome, message }: VerifyCheck, paint: Paint, width: number): string[] {
  const [style, word] = marks[outcome];
  return hangingSentence(`  ${paint(style, word.padEnd(7))} ${check.padEnd(10)} `, oneLine(message, 400), width);
}
