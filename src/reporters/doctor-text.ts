import type { DoctorCheck, DoctorResult } from "../core/results/doctor.ts";
import { paintFor, type Paint } from "./paint.ts";
import { lineWidth, type Screen } from "./screen.ts";
import { hangingSentence } from "./wrap.ts";

const marks = { ok: ["green", "ok"], note: ["yellow", "note"], problem: ["red", "problem"] } as const;
const width = "problem".length;

/** One line per check, its fix below, and a last line that sums up. */
export function doctorText({ healthy, checks }: DoctorResult, screen: Screen): string {
  const paint = paintFor(screen);
  const problems = checks.filter(({ outcome }) => outcome === "problem").length;
  const summary = healthy ? paint("green", "Everything needed is there.") : paint("red", problems === 1 ? "1 problem." : `${problems} problems.`);
  return [...checks.flatMap((check) => checkLines(check, paint, lineWidth(screen))), "", summary].join("\n");
}

function checkLines({ outcome, message, fix }: DoctorCheck, paint: Paint, room: number): string[] {
  const [style, word] = marks[outcome];
  const lines = hangingSentence(`${paint(style, word.padEnd(width))}  `, message, room);
  return fix === undefined ? lines : [...lines, ...hangingSentence(`${" ".repeat(width)}  ${paint("cyan", "fix:")} `, fix, room)];
}
