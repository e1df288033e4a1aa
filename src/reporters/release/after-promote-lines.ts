import type { AfterPromoteReport } from "../../core/results/after-promote.ts";
import type { WatchReport, WatchStep } from "../../core/release/watch-report.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, hangingSentence } from "../wrap.ts";
import { reportLines } from "./gate-lines.ts";
import { timeText } from "./live-text.ts";

const marks = { pass: ["green", "pass"], fail: ["red", "fail"], error: ["red", "error"] } as const;

/** What was asked of a version after its promotion, what was done about it, and how to go on. */
export function afterPromoteLines({ canary, failed: cases, watch, error, undone, next }: AfterPromoteReport, screen: Screen): string[] {
  const paint = paintFor(screen);
  const width = lineWidth(screen);
  const failed = canary?.verdict === "fail" || watch?.outcome === "fail";
  const stays = failed ? "It is still live: it could not be rolled back." : "It stays live: nothing is rolled back while nobody knows.";
  return [
    ...(canary === undefined ? [] : reportLines(`canary in ${canary.environment ?? "use"}`, canary, screen)),
    ...(cases === undefined ? [] : hanging("  failed: ", `${cases.cases.join(", ")}${more(cases)}`, width)),
    ...(watch === undefined ? [] : watchLines(watch, paint, width)),
    ...(error === undefined
      ? []
      : [
          ...hangingSentence("", `${paint("red", "error")}[${error.code}]: ${oneLine(error.message, 2000)}`, width),
          ...hangingSentence("  ", `${paint("cyan", "hint:")} ${error.hint}`, width),
        ]),
    ...(undone === undefined ? [] : undoneLines(undone, paint, width)),
    ...(next === undefined ? [] : [...(undone?.outcome === "rolled-back" ? [] : [stays]), `${paint("cyan", "next:")} ${next}`]),
  ];
}

function more({ count, cases }: NonNullable<AfterPromoteReport["failed"]>): string {
  return count > cases.length ? ` and ${count - cases.length} more` : "";
}

function watchLines({ over, until, runs, guards }: WatchReport, paint: Paint, width: number): string[] {
  const time = over ? `over since ${timeText(until)}` : `until ${timeText(until)}`;
  return [paint("bold", `watch (${time}; ${runs} ${runs === 1 ? "run" : "runs"})`), ...guards.flatMap((step) => stepLines(step, paint, width))];
}

function stepLines({ guard, outcome, message, hint }: WatchStep, paint: Paint, width: number): string[] {
  const [style, word] = marks[outcome];
  return [
    ...hangingSentence(`  ${paint(style, word.padEnd(5))} ${guard.padEnd(10)} `, message, width),
    ...(hint === undefined ? [] : hangingSentence(`${" ".repeat(19)}${paint("cyan", "hint:")} `, hint, width)),
  ];
}

function undoneLines({ outcome, message, reason, entry, shared, offline }: NonNullable<AfterPromoteReport["undone"]>, paint: Paint, width: number): string[] {
  const where = entry === undefined ? "" : ` Entry ${entry} of the release log${shared ? "" : ", here only"}.`;
  return [
    ...hangingSentence("", `${paint(outcome === "rolled-back" ? "green" : "yellow", message)}${where}`, width),
    ...(outcome === "overtaken" ? [] : hangingSentence("  reason: ", oneLine(reason, 2000), width)),
    ...(offline === undefined
      ? []
      : [
          `${paint("yellow", "pending:")} ${offline.message}`,
          `${paint("cyan", "hint:")} The next release command pushes it; \`promptops live\` shows what is still to be pushed.`,
        ]),
  ];
}
