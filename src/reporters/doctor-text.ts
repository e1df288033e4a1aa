import type { DoctorCheck, DoctorResult } from "../core/results/doctor.ts";
import { paintFor, type Paint } from "./paint.ts";
import type { Screen } from "./screen.ts";

const marks = { ok: ["green", "ok"], note: ["yellow", "note"], problem: ["red", "problem"] } as const;
const width = "problem".length;

/** One line per check, its fix below, and a last line that sums up. */
export function doctorText({ healthy, checks }: DoctorResult, screen: Screen): string {
  const paint = paintFor(screen);
  const problems = checks.filter(({ outcome }) => outcome === "problem").length;
  const summary = healthy ? paint("green", "Everything needed is there.") : paint("red", problems === 1 ? "1 problem." : `${problems} problems.`);
  return [...checks.map((check) => checkText(check, paint)), "", summary].join("\n");
}

function checkText({ outcome, message, fix }: DoctorCheck, paint: Paint): string {
  const [style, word] = marks[outcome];
  const line = `${paint(style, word.padEnd(width))}  ${message}`;
  return fix === undefined ? line : `${line}\n${" ".repeat(width)}  ${paint("cyan", "fix:")} ${fix}`;
}
