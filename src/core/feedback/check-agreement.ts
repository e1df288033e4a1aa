import type { FeedbackRecord } from "../ledger/feedback-record.ts";
import { agreement, type Agreement } from "../stats/agreement.ts";
import type { Interval } from "../stats/check.ts";
import { roganGladen } from "../stats/rogan-gladen.ts";
import { wilsonInterval } from "../stats/wilson.ts";

const confidence = 0.95;

export interface Rate {
  readonly value: number;
  readonly interval: Interval;
}

/** How well one kind of check says what people say. */
export interface CheckAgreement extends Pick<Agreement, "observed" | "kappa" | "ac1"> {
  /** The assertion's type, with its metric where it has one: `rubric (tone)`. `verdict` is the whole case. */
  readonly check: string;
  /** Answers that both judged. */
  readonly n: number;
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

type NamedCheck = Pick<NonNullable<NonNullable<FeedbackRecord["result"]>["checks"]>[number], "type" | "metric">;

/** `rubric (tone)` */
export function checkName({ type, metric }: NamedCheck): string {
  return metric === undefined ? type : `${type} (${metric})`;
}

/**
 * How well every kind of check agrees with people, over all answers that people judged: of several words on one answer by one person the
 * newest counts. Most answers first.
 * @param all What each check said of all answers, those among them that nobody judged: what people said of some corrects what it passes of all.
 */
export function checkAgreements(feedback: Iterable<FeedbackRecord>, all: ReadonlyMap<string, Passed> = new Map()): CheckAgreement[] {
  const tables = new Map<string, Counts>();
  for (const { verdict, result } of newestWords(feedback)) {
    const good = verdict === "good";
    const verdicts = result.status === "pass" || result.status === "fail" ? [{ name: "verdict", pass: result.status === "pass", flipped: undefined }] : [];
    const checks = (result.checks ?? [])
      .filter(({ type }) => type !== "human")
      .map((check) => ({ name: checkName(check), pass: check.pass, flipped: check.flipped }));
    for (const { name, pass, flipped } of [...verdicts, ...checks]) {
      const counts = tables.get(name) ?? { passGood: 0, passBad: 0, failGood: 0, failBad: 0, kept: 0, flipped: 0 };
      if (flipped !== undefined) counts[flipped ? "flipped" : "kept"] += 1;
      counts[pass ? (good ? "passGood" : "passBad") : good ? "failGood" : "failBad"] += 1;
      tables.set(name, counts);
    }
  }
  return [...tables].map(([check, counts]) => agreementOf(check, counts, all.get(check))).sort((a, b) => b.n - a.n || (a.check < b.check ? -1 : 1));
}

type Counts = Record<"passGood" | "passBad" | "failGood" | "failBad" | "kept" | "flipped", number>;
type OnResult = FeedbackRecord & { readonly result: NonNullable<FeedbackRecord["result"]> };

function newestWords(feedback: Iterable<FeedbackRecord>): Iterable<OnResult> {
  const newest = new Map<string, OnResult>();
  for (const each of feedback) {
    const { result, rater, at } = each;
    if (result === undefined) continue;
    const key = JSON.stringify([rater, result.evaluation, result.prompt, result.suite, result.case, result.epoch]);
    const before = newest.get(key);
    if (before === undefined || before.at <= at) newest.set(key, { ...each, result });
  }
  return newest.values();
}

function agreementOf(check: string, { passGood, passBad, failGood, failBad, kept, flipped }: Counts, all: Passed | undefined): CheckAgreement {
  const { n, observed, kappa, ac1 } = agreement(
    [
      [passGood, passBad],
      [failGood, failBad],
    ],
    confidence,
  );
  const sensitivity = rate(passGood, passGood + failGood);
  const specificity = rate(failBad, passBad + failBad);
  const flips = rate(flipped, kept + flipped);
  const seen = all === undefined || all.of === 0 ? { passed: passGood + passBad, of: n } : all;
  const passed = seen.passed / seen.of;
  const corrected = sensitivity === undefined || specificity === undefined ? undefined : roganGladen(passed, sensitivity.value, specificity.value);
  const swapped = flips && { ...flips, n: kept + flipped };
  return { check, n, observed, kappa, ac1, sensitivity, specificity, flips: swapped, answers: seen.of, passed, corrected };
}

function rate(successes: number, n: number): Rate | undefined {
  return n === 0 ? undefined : { value: successes / n, interval: wilsonInterval(successes, n, confidence) };
}
