import type { JudgedBy } from "../judging/judged-by.ts";
import type { FeedbackRecord } from "../ledger/feedback-record.ts";
import { agreement, type Agreement } from "../stats/agreement.ts";
import type { Interval } from "../stats/check.ts";
import { roganGladen } from "../stats/rogan-gladen.ts";
import { wilsonInterval } from "../stats/wilson.ts";
import { ratedChecks, type RatedCheck } from "./rated-checks.ts";

const confidence = 0.95;

export interface Rate {
  readonly value: number;
  readonly interval: Interval;
}

/** How well one kind of check says what people say. */
export interface CheckAgreement extends Pick<Agreement, "observed" | "kappa" | "ac1"> {
  /** The assertion's type, with its metric where it has one: `rubric (tone)`. `verdict` is the whole case. */
  readonly check: string;
  /** Who gives the check its word, where a judge does and it is known. */
  readonly judgedBy: JudgedBy | undefined;
  /** Distinct answers that both judged, people with a majority. */
  readonly n: number;
  /** What people said of them, each person's newest word. */
  readonly ratings: number;
  /** Answers on which people disagree. */
  readonly disputed: number;
  /** Those of them on which they are evenly divided: they count for nothing. */
  readonly undecided: number;
  /** Of those that people call good, the share that it passes; undefined when there is none. */
  readonly sensitivity: Rate | undefined;
  /** Of those that people call bad, the share that it fails. */
  readonly specificity: Rate | undefined;
  /** Of those it was asked about in both orders, the share where its preference changed with the order; undefined when it never was. */
  readonly flips: (Rate & { readonly n: number }) | undefined;
  /** Of how many answers `passed` is the share: of all that were looked at, else of those that people judged. */
  readonly answers: number;
  /** The share that it passes, and what the share of good answers is then. */
  readonly passed: number;
  readonly corrected: number | undefined;
}

/** How many answers a check passed, of how many. */
export interface Passed {
  readonly passed: number;
  readonly of: number;
}

/** Checks under one name by one judge belong together. */
export function agreementKey({ check, judgedBy }: Pick<CheckAgreement, "check" | "judgedBy">): string {
  return `${check} ${judgedBy?.digest ?? ""}`;
}

/**
 * How well every kind of check agrees with people, over all distinct answers that people judged; checks by another judge, or with another
 * rubric, are others. Of several people the majority counts. Most answers first.
 * @param all What each check said of all answers, those among them that nobody judged: what people said of some corrects what it passes of all.
 */
export function checkAgreements(feedback: Iterable<FeedbackRecord>, all: ReadonlyMap<string, Passed> = new Map()): CheckAgreement[] {
  const found = [...Map.groupBy(ratedChecks(feedback), agreementKey)].flatMap(([key, rated]) => agreementOf(rated, all.get(key)) ?? []);
  return found.sort((a, b) => b.n - a.n || (agreementKey(a) < agreementKey(b) ? -1 : 1));
}

/** Undefined where people are evenly divided on every answer. */
function agreementOf(rated: readonly RatedCheck[], all: Passed | undefined): CheckAgreement | undefined {
  const [first] = rated;
  const decided = rated.filter(({ good, bad }) => good !== bad);
  if (first === undefined || decided.length === 0) return undefined;
  const count = (pass: boolean, good: boolean) => decided.filter((each) => each.pass === pass && each.good > each.bad === good).length;
  const [passGood, passBad, failGood, failBad] = [count(true, true), count(true, false), count(false, true), count(false, false)];
  const { n, observed, kappa, ac1 } = agreement(
    [
      [passGood, passBad],
      [failGood, failBad],
    ],
    confidence,
  );
  const sensitivity = rate(passGood, passGood + failGood);
  const specificity = rate(failBad, passBad + failBad);
  const inBoth = decided.filter(({ flipped }) => flipped !== undefined);
  const flips = rate(inBoth.filter(({ flipped }) => flipped === true).length, inBoth.length);
  const seen = all === undefined || all.of === 0 ? { passed: passGood + passBad, of: n } : all;
  const passed = seen.passed / seen.of;
  const corrected = sensitivity === undefined || specificity === undefined ? undefined : roganGladen(passed, sensitivity.value, specificity.value);
  return {
    check: first.check,
    judgedBy: first.judgedBy,
    n,
    ratings: rated.reduce((sum, { good, bad }) => sum + good + bad, 0),
    disputed: rated.filter(({ good, bad }) => good > 0 && bad > 0).length,
    undecided: rated.length - decided.length,
    observed,
    kappa,
    ac1,
    sensitivity,
    specificity,
    flips: flips && { ...flips, n: inBoth.length },
    answers: seen.of,
    passed,
    corrected,
  };
}

function rate(successes: number, n: number): Rate | undefined {
  return n === 0 ? undefined : { value: successes / n, interval: wilsonInterval(successes, n, confidence) };
}
