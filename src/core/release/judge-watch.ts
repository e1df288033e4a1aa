import { counted, dollars, percent, shortNumber } from "../gates/words.ts";
import type { FeedbackRecord } from "../ledger/feedback-record.ts";
import type { UseOutcome } from "../ledger/outcome-record.ts";
import type { RunRow } from "../ledger/run-row.ts";
import type { Watch, WatchGuards } from "../model/after-promote.ts";
import { sum } from "../stats/check.ts";
import type { Sample } from "../stats/mean-difference.ts";
import { logEvidenceAbove, meanAbove } from "../stats/share-above.ts";
import { untrustedReasons } from "../untrusted/reason-codes.ts";
import { firstValues } from "./first-values.ts";
import type { LiveRecord } from "./release-state.ts";
import { watchCodes, type WatchReason } from "./watch-codes.ts";
import type { WatchReport, WatchStep } from "./watch-report.ts";

const dayMs = 86_400_000;
const defaults = { days: 7, alpha: 0.05, max_share: 0.05 };

/** Reasons of failed runs that are about the answer. Whatever else failed says nothing of the version: a provider is down, an input is missing. */
const answerFaults: ReadonlySet<string> = new Set(["empty", "refused", "content-filter", "output-contract", ...Object.keys(untrustedReasons)]);

export interface WatchInput {
  readonly watch: Watch;
  readonly live: LiveRecord;
  /** Runs of the prompt since it is live; whatever else they hold is left out. */
  readonly runs: readonly RunRow[];
  readonly feedback: readonly FeedbackRecord[];
  /** What came of units that had this version in this place; what was before the promotion is left out. */
  readonly outcomes: readonly UseOutcome[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Measure {
  readonly guard: keyof WatchGuards;
  /** The wrong side of it: `called bad`, `slower than 800 ms`; of outcomes their metric. */
  readonly what: string;
  readonly code: WatchReason;
  readonly maxShare: number;
  readonly sample: Sample;
  /** Runs, or units, it cannot be told of. */
  readonly unknown: number;
}

/** When the watch over what is live ends, milliseconds since the epoch. */
export function watchEnd({ days = defaults.days }: Pick<Watch, "days">, { since }: Pick<LiveRecord, "since">): number {
  return Date.parse(since) + days * dayMs;
}

/**
 * Does what came of a version in use speak against it? Each guard is a share of its runs; evidence that it is above what is allowed may be
 * looked at after every run, and the guards share alpha: a version within all of them is rolled back with a probability of at most alpha,
 * however often this is asked.
 */
export function judgeWatch({ watch, live, runs, feedback, outcomes, now }: WatchInput): WatchReport {
  const end = watchEnd(watch, live);
  const own = runs.filter((run) => isOf(run, live)).sort((a, b) => (a.run < b.run ? -1 : 1));
  const over = now >= end;
  const measures = over ? [] : measuresOf(watch.guards, own, feedback, firstOutcomes(outcomes, live));
  const alpha = (watch.alpha ?? defaults.alpha) / Math.max(1, measures.length);
  const guards = measures.map((measure) => stepOf(measure, alpha, live.prompt));
  const outcome = guards.some((step) => step.outcome === "fail") ? "fail" : guards.some((step) => step.outcome === "error") ? "error" : "pass";
  return { outcome, until: new Date(end).toISOString(), over, runs: own.length, guards };
}

/** A run of the very version in the very place since it is live there. Previews say nothing of use; a late run had a double. */
function isOf(run: RunRow, { prompt, environment, version, since }: LiveRecord): boolean {
  return (
    run.prompt === prompt &&
    run.environment === environment &&
    run.version === version &&
    !run.preview &&
    !run.late &&
    Date.parse(run.started_at) >= Date.parse(since)
  );
}

/** Of each unit what came of it first since the promotion, by metric. */
function firstOutcomes(outcomes: readonly UseOutcome[], { since }: LiveRecord): (metric: string) => number[] {
  const begin = new Date(since).toISOString();
  const own = outcomes.filter(({ at }) => new Date(at).toISOString() >= begin);
  return (metric) => firstValues(own, metric);
}

function measuresOf(guards: WatchGuards, runs: readonly RunRow[], feedback: readonly FeedbackRecord[], outcomes: (metric: string) => number[]): Measure[] {
  const answered = runs.filter(({ status, reason }) => status === "succeeded" || (status === "failed" && answerFaults.has(reason?.code ?? "")));
  const measures: Measure[] = [];
  const add = (measure: Omit<Measure, "sample" | "unknown" | "maxShare">, maxShare: number | undefined, values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    measures.push({
      ...measure,
      maxShare: maxShare ?? defaults.max_share,
      sample: { n: known.length, sum: sum(known) },
      unknown: values.length - known.length,
    });
  };
  if (guards.feedback !== undefined) {
    const ids = new Set(runs.map(({ run }) => run));
    const said = Map.groupBy(
      feedback.filter(({ run }) => run !== undefined && ids.has(run)),
      ({ run }) => run,
    );
    const values = [...said.values()].map((words) => words.filter(({ verdict }) => verdict === "bad").length / words.length);
    add({ guard: "feedback", what: "called bad", code: "feedback-bad" }, guards.feedback.max_share, values);
  }
  if (guards.failures !== undefined)
    add(
      { guard: "failures", what: "unusable", code: "answers-unusable" },
      guards.failures.max_share,
      answered.map(({ status }) => Number(status === "failed")),
    );
  if (guards.latency !== undefined) {
    const { max_ms, max_share } = guards.latency;
    const values = answered.map(({ latency_ms }) => latency_ms && Number(latency_ms > max_ms));
    add({ guard: "latency", what: `slower than ${max_ms} ms`, code: "runs-slow" }, max_share, values);
  }
  if (guards.cost !== undefined) {
    const { max_usd, max_share } = guards.cost;
    const values = answered.map(({ cost_nano_usd }) => (cost_nano_usd === undefined ? undefined : Number(cost_nano_usd > max_usd * 1e9)));
    add({ guard: "cost", what: `dearer than ${dollars(max_usd * 1e9)}`, code: "runs-costly" }, max_share, values);
  }
  for (const [metric, { min_share }] of Object.entries(guards.outcomes ?? {}))
    add(
      { guard: "outcomes", what: metric, code: "outcomes-bad" },
      rounded(1 - min_share),
      outcomes(metric).map((value) => 1 - value),
    );
  return measures;
}

/** Without what a binary fraction adds to 1 − 0.8. */
function rounded(share: number): number {
  return Number(share.toFixed(12));
}

/** What was counted, where the truth lies for sure, and what is allowed: in words. */
function wordsOf({ guard, what, maxShare, sample: { n, sum: hits } }: Measure, at_least: number): { counted: string; surely: string; allowed: string } {
  if (guard === "outcomes")
    return {
      counted:
        n === 0 ? `No unit tells yet of \`${what}\`` : `\`${what}\` is good for ${shortNumber(n - hits)} of ${counted(n, "unit")} (${percent(1 - hits / n)})`,
      surely: `truly less than ${percent(1 - at_least)}`,
      allowed: `the guard asks for ${percent(1 - maxShare)}`,
    };
  const noun = guard === "feedback" ? "rated run" : "answered run";
  return {
    counted: n === 0 ? `No ${noun} tells yet` : `${shortNumber(hits)} of ${counted(n, noun)} ${hits === 1 ? "is" : "are"} ${what} (${percent(hits / n)})`,
    surely: `truly more than ${percent(at_least)}`,
    allowed: `the guard allows ${percent(maxShare)}`,
  };
}

function stepOf(measure: Measure, alpha: number, prompt: string): WatchStep {
  const { guard, what, code, maxShare, sample, unknown } = measure;
  const { n, sum: hits } = sample;
  const isBlind = guard === "cost" && n === 0 && unknown > 0;
  const isHurt = logEvidenceAbove(sample, maxShare) >= -Math.log(alpha);
  const said: WatchReason = isHurt ? code : isBlind ? "cost-not-known" : "within-guard";
  const at_least = meanAbove(sample, alpha);
  const words = wordsOf(measure, at_least);
  const missing = unknown === 0 ? "" : `; of ${unknown} it is not known`;
  const { outcome, hint } = { hint: undefined, ...watchCodes[said] };
  const message =
    said === "cost-not-known"
      ? `The cost of ${unknown} ${unknown === 1 ? "run" : "runs"} is not known, and a guard is set on it.`
      : isHurt
        ? `${words.counted}, ${words.surely}; ${words.allowed}${missing}.`
        : `${words.counted}; ${words.allowed}${missing}.`;
  return {
    guard,
    ...(guard === "outcomes" ? { metric: what } : {}),
    outcome,
    code: said,
    message,
    ...(hint === undefined ? {} : { hint: hint.replaceAll("<prompt>", prompt) }),
    n,
    hits,
    max_share: maxShare,
    at_least,
  };
}
