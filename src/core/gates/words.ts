import type { Comparison } from "./comparison.ts";
import type { GateStep } from "./gate-report.ts";

/** "1 case", "12 cases" */
export function counted(n: number, noun: string): string {
  return `${n} ${n === 1 ? noun : `${noun}s`}`;
}

/** "87 %", "99.5 %"; with more digits where fewer would say all or nothing of what is neither: "99.98 %". */
export function percent(share: number): string {
  const digits = [1, 2, 3, 4].find((many) => !isRoundedAway(share, Number((share * 100).toFixed(many)))) ?? 4;
  return `${Number((share * 100).toFixed(digits))} %`;
}

function isRoundedAway(share: number, shown: number): boolean {
  return (shown === 100 && share < 1) || (shown === 0 && share > 0);
}

/** A number people can read: three digits after the point at most, never "-0". */
export function shortNumber(value: number): string {
  return String(Number(value.toFixed(3)) + 0);
}

/** "+0.04", "-0.013" */
export function signed(value: number): string {
  return `${Number(value.toFixed(3)) > 0 ? "+" : ""}${shortNumber(value)}`;
}

/** "`a`, `b`, `c` and 4 more" */
export function firstFew(names: readonly string[], few = 3): string {
  const shown = names
    .slice(0, few)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > few ? `${shown} and ${names.length - few} more` : shown;
}

/** Three significant digits of a dollar amount, for sums far below a cent too. */
export function dollars(nanoUsd: number): string {
  return `$${Number((nanoUsd / 1e9).toPrecision(3))}`;
}

/** So many names are listed; `numbers` has the counts. */
const listed = 20;

export function listedCases({ gainedCases, lostCases }: Pick<Comparison, "gainedCases" | "lostCases">): Pick<GateStep, "gained_cases" | "lost_cases"> {
  return {
    ...(lostCases.length === 0 ? {} : { lost_cases: lostCases.slice(0, listed) }),
    ...(gainedCases.length === 0 ? {} : { gained_cases: gainedCases.slice(0, listed) }),
  };
}
