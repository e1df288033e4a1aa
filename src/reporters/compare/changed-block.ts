import type { ComparedCase, SideComparison } from "../../core/results/compare.ts";
import { endOf } from "../end-of.ts";
import { oneLine } from "../one-line.ts";
import type { Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging } from "../wrap.ts";
import { caseName, scoreWords, whyWorse } from "./case-words.ts";

/** So many cases of a kind are told, and in a comparison of many. */
const shown = 10;
const shownOfMany = 3;

const looks = {
  lost: { style: "red", why: "why it fails now", worse: "after" },
  gained: { style: "green", why: "why it failed before", worse: "before" },
} as const;

/** The cases that changed one way, each with its scores and the reason. */
export function changedBlock(kind: "lost" | "gained", comparison: SideComparison, several: boolean, screen: Screen, paint: Paint): string[] {
  const { style, why, worse } = looks[kind];
  const { count, first } = comparison[kind];
  const head = [paint(["bold", style], `${kind} (${count})`), paint("dim", "score"), paint("dim", why)];
  return block(head, count, first, (each) => whyWorse(each[worse]), several, screen, paint);
}

/** The cases that could not be compared, for want of a score. */
export function undecidedBlock({ undecided: { count, first } }: SideComparison, several: boolean, screen: Screen, paint: Paint): string[] {
  const head = [paint(["bold", "yellow"], `no score (${count})`), paint("dim", "score"), paint("dim", "why")];
  return block(head, count, first, ({ before, after }) => [...new Set([...whyWorse(before), ...whyWorse(after)])], several, screen, paint);
}

/** `only before: core/a, core/b and 3 more` */
export function namesLine(title: string, { count, first }: SideComparison["edited"], screen: Screen, paint: Paint): string[] {
  if (count === 0) return [];
  const names = first.slice(0, shown).map((name) => oneLine(name, 80));
  const more = count > names.length ? ` and ${count - names.length} more` : "";
  return hanging(`${paint("dim", title)} `, `${count} (${names.join(", ")}${more})`, lineWidth(screen));
}

function block(
  head: readonly string[],
  count: number,
  cases: readonly ComparedCase[],
  why: (each: ComparedCase) => string[],
  several: boolean,
  screen: Screen,
  paint: Paint,
): string[] {
  if (count === 0) return [];
  const told = cases.slice(0, several ? shownOfMany : shown);
  const nameRoom = Math.max(16, Math.floor(lineWidth(screen) * 0.4));
  const rows = told.map((each) => [
    `  ${endOf(oneLine(caseName(each), 200), nameRoom)}${each.must_pass === true ? paint("red", " (must pass)") : ""}`,
    scoreWords(each),
    oneLine(why(each).join("; "), Math.min(400, Math.max(40, lineWidth(screen)))),
  ]);
  const more = count > told.length ? [paint("dim", `  … and ${count - told.length} more: \`--reporter csv\` has all.`)] : [];
  return [...columns([head, ...rows], lineWidth(screen)), ...more];
}
