import { confidenceLevel, count, type Interval } from "./check.ts";
import { normalQuantile } from "./normal.ts";

/** How often two raters said what: rows are the first's words (yes, no), columns the second's. */
export type RatingTable = readonly [readonly [number, number], readonly [number, number]];

/** A coefficient with what of it is sure. */
export interface Coefficient {
  readonly value: number;
  readonly interval: Interval;
}

export interface Agreement {
  readonly n: number;
  /** Share of equal words. */
  readonly observed: number;
  /** Cohen, Educ. Psychol. Meas. 20, 1960. Low where one word is rare, whatever the agreement; 0 when nothing varies. */
  readonly kappa: Coefficient;
  /** Gwet, Br. J. Math. Stat. Psychol. 61, 2008: does not collapse where one word is rare. */
  readonly ac1: Coefficient;
  /** 2·observed − 1 (Byrt, Bishop & Carlin, J. Clin. Epidemiol. 46, 1993). */
  readonly pabak: number;
}

/**
 * How well two raters agree. Intervals: leave-one-out jackknife (Efron & Stein, Ann. Stat. 9, 1981), normal, within [−1, 1].
 * @throws RangeError when a count is negative, there is no rating, or the confidence is not between 0 and 1.
 */
export function agreement(table: RatingTable, confidence: number): Agreement {
  const n = total(table);
  if (n === 0) throw new RangeError("agreement needs at least one rating");
  const z = normalQuantile(0.5 + confidenceLevel(confidence) / 2);
  const coefficient = (of: (table: RatingTable) => number): Coefficient => {
    const value = of(table);
    const half = z * jackknifeError(table, n, of);
    return { value, interval: [Math.max(-1, value - half), Math.min(1, value + half)] };
  };
  const same = observed(table);
  return { n, observed: same, kappa: coefficient(kappa), ac1: coefficient(ac1), pabak: 2 * same - 1 };
}

function total([[a, b], [c, d]]: RatingTable): number {
  return [a, b, c, d].reduce((sum, each) => sum + count("a number of ratings", each), 0);
}

function observed(table: RatingTable): number {
  return (table[0][0] + table[1][1]) / total(table);
}

function kappa(table: RatingTable): number {
  const n = total(table);
  const [[a, b], [c]] = table;
  const [first, second] = [(a + b) / n, (a + c) / n];
  return beyondChance(observed(table), first * second + (1 - first) * (1 - second));
}

function ac1(table: RatingTable): number {
  const [[a, b], [c]] = table;
  const yes = (a + b + a + c) / (2 * total(table));
  return beyondChance(observed(table), 2 * yes * (1 - yes));
}

function beyondChance(seen: number, chance: number): number {
  return chance === 1 ? 0 : (seen - chance) / (1 - chance);
}

function jackknifeError(table: RatingTable, n: number, of: (table: RatingTable) => number): number {
  if (n < 2) return Infinity;
  const cells = [0, 1].flatMap((row) => [0, 1].map((column) => ({ row, column, times: table[row as 0 | 1][column as 0 | 1] })));
  const without = cells
    .filter(({ times }) => times > 0)
    .map(({ row, column, times }) => {
      const less = (at: number, beside: number) => table[at as 0 | 1][beside as 0 | 1] - (at === row && beside === column ? 1 : 0);
      return {
        times,
        value: of([
          [less(0, 0), less(0, 1)],
          [less(1, 0), less(1, 1)],
        ]),
      };
    });
  const mean = without.reduce((sum, { times, value }) => sum + times * value, 0) / n;
  return Math.sqrt(((n - 1) / n) * without.reduce((sum, { times, value }) => sum + times * (value - mean) ** 2, 0));
}
