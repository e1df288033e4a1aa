import { BettingEProcess, type Bet } from "../../stats/betting-e-process.ts";
import { sum } from "../../stats/check.ts";
import { sharesOf, usualBets } from "../../stats/mixture-e-process.ts";
import { signEProcess } from "../../stats/sign-e-process.ts";
import type { EffectivePolicy } from "../effective-policy.ts";
import type { GateReason } from "../reason-codes.ts";

/** Something that a sequential gate tries to show, unit after unit. */
export interface Question {
  /** What is shown once the evidence reaches 1/α. */
  readonly code: Extract<GateReason, "not-worse" | "better" | "worse" | "no-better">;
  /** @param differences Of one unit: candidate − baseline, in points of the metric, −1 to 1. */
  add(differences: readonly number[]): void;
  /** Natural logarithm of the evidence. */
  readonly log: number;
  /** How many units it takes in all to bring it to `enough` at the rates so far; undefined when no number would do. */
  unitsNeeded(enough: number): number | undefined;
  /** What `rest` further units could add with some luck. */
  hope(rest: number): number;
}

/**
 * Bets on the margin. Nearly the whole stake is the right bet when nothing changes between the sides, which is what a harmless edit looks
 * like; small ones when much changes. Chosen by simulation: `npm run bench gate`.
 */
const marginBets: readonly Bet[] = [
  { share: 0.1, weight: 0.1 },
  { share: 0.2, weight: 0.1 },
  { share: 0.35, weight: 0.15 },
  { share: 0.5, weight: 0.15 },
  { share: 0.7, weight: 0.15 },
  { share: 0.9, weight: 0.15 },
  { share: 0.98, weight: 0.2 },
];

/**
 * What a mode asks, the answer that passes first.
 *
 * `better` and `worse` have the null "no gain (no loss), on average". On passes of single cases that is the sign e-process over the pairs
 * that changed; on scores, on groups, and on shares of epochs the betting e-process on the differences.
 * `not-worse` has the null "E[candidate − baseline] ≤ −margin", `no-better` the null "E[candidate − baseline] ≥ margin": the betting
 * e-process on (difference + margin) / (1 − margin), which is −1 or more and 0 or less on average under that null.
 * @param largest So many cases has the largest unit: a unit counts as the sum over its cases, divided by it.
 * @param epochs Of each case.
 */
export function questionsOf(
  { mode, metric, margin }: Pick<EffectivePolicy, "mode" | "metric" | "margin">,
  { largest, epochs }: { readonly largest: number; readonly epochs: number },
): readonly Question[] {
  const side = (code: "better" | "worse", sign: 1 | -1) =>
    metric === "pass" && largest === 1 && epochs === 1 ? bySigns(code, sign) : byBets(code, sign, 0, largest);
  if (mode === "improve") return [side("better", 1), side("worse", -1), byBets("no-better", -1, margin, largest)];
  return [byBets("not-worse", 1, margin, largest), side("worse", -1)];
}

function byBets(code: Question["code"], sign: 1 | -1, margin: number, largest: number): Question {
  // At a margin of 1 nothing could be lost that is not forgiven; the least above 0 keeps the division one.
  const least = Math.max(1 - margin, 1e-9);
  const process = new BettingEProcess(margin === 0 ? sharesOf(usualBets) : marginBets);
  return {
    code,
    add: (differences) => process.add(Math.max(-1, sum(differences.map((difference) => sign * difference + margin)) / largest / least)),
    get log() {
      return process.log;
    },
    unitsNeeded: (enough) => process.valuesNeeded(enough),
    hope: (rest) => process.hope(rest, (1 + margin) / least),
  };
}

function bySigns(code: Question["code"], sign: 1 | -1): Question {
  // Bets on signs are what the mixture over shares of gains is made of: they say how it goes on.
  const bets = byBets(code, sign, 0, 1);
  let [won, missed, log] = [0, 0, 0];
  return {
    code,
    add(differences) {
      bets.add(differences);
      const change = sign * sum(differences);
      if (change === 0) return;
      if (change > 0) won += 1;
      else missed += 1;
      log = Math.log(signEProcess({ gained: won, lost: missed }).oneSided);
    },
    get log() {
      return log;
    },
    unitsNeeded: (enough) => bets.unitsNeeded(enough),
    hope: (rest) => bets.hope(rest),
  };
}
