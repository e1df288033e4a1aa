import { dollars, percent, shortNumber } from "../gates/words.ts";
import type { FeedbackRecord } from "../ledger/feedback-record.ts";
import type { RunRow } from "../ledger/run-row.ts";
import type { Watch, WatchGuards } from "../model/after-promote.ts";
import { sum } from "../stats/check.ts";
import type { Sample } from "../stats/mean-difference.ts";
import { logEvidenceAbove, meanAbove } from "../stats/share-above.ts";
import { untrustedReasons } from "../untrusted/reason-codes.ts";
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
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Measure {
  readonly guard: keyof WatchGuards;
  /** The wrong side of it: `called bad`, `slower than 800 ms`. */
  readonly what: string;
  readonly code: WatchReason;
  readonly maxShare: number;
  readonly sample: Sample;
  /** Runs it cannot be told of. */
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
export function judgeWatch({ watch, live, runs, feedback, now }: WatchInput): WatchReport {
  const end = watchEnd(watch, live);
  const own = runs.filter((run) => isOf(run, live)).sort((a, b) => (a.run < b.run ? -1 : 1));
  const over = now >= end;
  const measures = over ? [] : measuresOf(watch.guards, own, feedback);
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

function measuresOf(guards: WatchGuards, runs: readonly RunRow[], feedback: readonly FeedbackRecord[]): Measure[] {
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
  return measures;
}

function stepOf({ guard, what, code, maxShare, sample, unknown }: Measure, alpha: number, prompt: string): WatchStep {
  const { n, sum: hits } = sample;
  const isBlind = guard === "cost" && n === 0 && unknown > 0;
  const isHurt = logEvidenceAbove(sample, maxShare) >= -Math.log(alpha);
  const said: WatchReason = isHurt ? code : isBlind ? "cost-not-known" : "within-guard";
  const at_least = meanAbove(sample, alpha);
  const noun = guard === "feedback" ? "rated run" : "answered run";
  const counted =
    n === 0 ? `No ${noun} tells yet` : `${shortNumber(hits)} of ${n} ${noun}${n === 1 ? "" : "s"} ${hits === 1 ? "is" : "are"} ${what} (${percent(hits / n)})`;
  const allowed = `the guard allows ${percent(maxShare)}`;
  const missing = unknown === 0 ? "" : `; of ${unknown} it is not known`;
  const { outcome, hint } = { hint: undefined, ...watchCodes[said] };
  const message =
    said === "cost-not-known"
      ? `The cost of ${unknown} ${unknown === 1 ? "run" : "runs"} is not known, and a guard is set on it.`
      : isHurt
        ? `${counted}, truly more than ${percent(at_least)}; ${allowed}${missing}.`
        : `${counted}; ${allowed}${missing}.`;
  return {
    guard,
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
