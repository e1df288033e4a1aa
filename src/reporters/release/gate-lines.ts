import type { GateReport, GateStep } from "../../core/gates/gate-report.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, hangingSentence } from "../wrap.ts";
import { changedCases } from "./changed-cases.ts";

const marks = { pass: ["green", "pass"], fail: ["red", "fail"], inconclusive: ["yellow", "open"], error: ["red", "error"], skipped: ["dim", "–"] } as const;
const styles = { pass: "green", fail: "red", inconclusive: "yellow", error: "red" } as const;

/** A gate's report: what it compared, one line per rule that was asked, the next step below each that did not pass, and the verdict. */
export function gateLines(report: GateReport, screen: Screen): string[] {
  const { mode, environment, baseline } = report;
  const against = baseline === undefined ? "nothing is live there yet" : `against ${baseline.version}`;
  return reportLines(environment === undefined ? `gate (${mode})` : `gate for ${environment} (${mode}; ${against})`, report, screen);
}

/** The same under a heading of one's own. */
export function reportLines(head: string, { verdict, steps }: Pick<GateReport, "verdict" | "steps">, screen: Screen): string[] {
  const paint = paintFor(screen);
  const asked = steps.filter(({ outcome }) => outcome !== "skipped");
  return [
    ...hanging("", head, lineWidth(screen)).map((line) => paint("bold", line)),
    ...asked.flatMap((step) => stepLines(step, paint, lineWidth(screen))),
    `${paint(["bold", styles[verdict]], verdict)}: ${reason(verdict, asked)}`,
  ];
}

/** What decided, in a few words: the rules themselves stand above. */
function reason(verdict: GateReport["verdict"], asked: readonly GateStep[]): string {
  if (verdict === "pass") return "nothing stands against it";
  return [...new Set(asked.filter(({ outcome }) => outcome === verdict).map(({ step }) => step))].join(", ");
}

function stepLines({ step, outcome, message, hint, ...cases }: GateStep, paint: Paint, width: number): string[] {
  const [style, word] = marks[outcome];
  const blank = " ".repeat(19);
  return [
    ...hanging(`  ${paint(style, word.padEnd(5))} ${step.padEnd(10)} `, message, width),
    ...changedCases(cases).flatMap(({ title, names }) => hanging(`${blank}${title} `, names, width)),
    ...(hint === undefined || outcome === "pass" ? [] : hangingSentence(`${blank}${paint("cyan", "hint:")} `, hint, width)),
  ];
}
