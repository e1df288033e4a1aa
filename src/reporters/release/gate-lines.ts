import type { GateReport, GateStep } from "../../core/gates/gate-report.ts";
import type { Paint } from "../paint.ts";

const marks = { pass: ["green", "pass"], fail: ["red", "fail"], inconclusive: ["yellow", "open"], error: ["red", "error"], skipped: ["dim", "–"] } as const;
const styles = { pass: "green", fail: "red", inconclusive: "yellow", error: "red" } as const;

/** A gate's report: what it compared, one line per rule that was asked, the next step below each that did not pass, and the verdict. */
export function gateLines(report: GateReport, paint: Paint): string[] {
  const { verdict, mode, environment, baseline, summary, steps } = report;
  const against = baseline === undefined ? "nothing is live there yet" : `against ${baseline.version}`;
  const head = environment === undefined ? `gate (${mode})` : `gate for ${environment} (${mode}; ${against})`;
  const asked = steps.filter(({ outcome }) => outcome !== "skipped");
  return [paint("bold", head), ...asked.flatMap((step) => stepLines(step, paint)), `${paint(["bold", styles[verdict]], verdict)}: ${summary}`];
}

function stepLines({ step, outcome, message, hint }: GateStep, paint: Paint): string[] {
  const [style, word] = marks[outcome];
  const line = `  ${paint(style, word.padEnd(5))} ${step.padEnd(10)} ${message}`;
  return hint === undefined || outcome === "pass" ? [line] : [line, `${" ".repeat(19)}${paint("cyan", "hint:")} ${hint}`];
}
