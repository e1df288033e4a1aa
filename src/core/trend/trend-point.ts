import { caseMeasures, clusteredValues, shownConfidence } from "../eval/case-measures.ts";
import type { Evidence, EvidenceCase } from "../eval/evidence.ts";
import type { Predicate } from "../release/statement.ts";
import type { Measure, TrendPoint } from "../results/trend.ts";
import { clusteredInterval, clusteredMean } from "../stats/clustered.ts";
import type { Interval } from "../stats/check.ts";
import { wilsonInterval } from "../stats/wilson.ts";
import { byVerdict } from "./by-verdict.ts";
import { passRateChange, type MeasuredVersion } from "./pass-rate-change.ts";

export const trendConfidence = shownConfidence;

type Known = Pick<TrendPoint, "version" | "at" | "live_in">;

/**
 * What was measured of a version.
 * @param evaluation What its statement says; undefined when it was published without an evaluation, or its tag is not here.
 * @param evidence What that evaluation proved case by case, where it is kept.
 * @param before The measured version before it.
 */
export function trendPoint(known: Known, evaluation: Predicate["evaluation"], evidence: Evidence | undefined, before: MeasuredVersion | undefined): TrendPoint {
  if (evaluation === undefined) return { ...known, source: "nothing", comparable: false, suites: [] };
  const { suites, model, scores } = evaluation;
  const { cases, passed, failed, errors } = scores;
  const comparable = before === undefined || sameSuites(before.point.suites, suites);
  const change = before === undefined || !comparable ? undefined : passRateChange(before, { point: { suites, passed, failed }, evidence });
  const about = { suites, model: model.asked, comparable, cases, passed, failed, errors, ...(change === undefined ? {} : { change }) };
  const scored = passed + failed;
  const rate: { pass_rate?: Measure } =
    scored === 0 ? {} : { pass_rate: { value: passed / scored, interval: wilsonInterval(passed, scored, trendConfidence) } };
  if (evidence === undefined) {
    const latency = scores.mean_latency_ms === undefined ? {} : { latency_ms: { value: scores.mean_latency_ms } };
    return { ...known, source: "statement", ...about, ...rate, ...(scored === 0 ? {} : { score: { value: scores.mean_score } }), ...latency };
  }
  return { ...known, source: "evidence", ...about, ...rate, ...measured(evidence.cases) };
}

function measured(all: readonly EvidenceCase[]): Pick<TrendPoint, "pass_rate" | "score" | "cost_nano_usd" | "latency_ms"> {
  const cases = all.filter(({ status }) => status === "pass" || status === "fail").map(byVerdict);
  return { ...caseMeasures(cases), ...amount("cost_nano_usd", cases), ...amount("latency_ms", cases) };
}

/** Only where every case has it: the mean of some would be of other cases than the next version's. */
function amount<Name extends "cost_nano_usd" | "latency_ms">(name: Name, cases: readonly EvidenceCase[]): { [K in Name]?: Measure } {
  if (cases.length === 0 || cases.some((each) => each[name] === undefined)) return {};
  const clusters = clusteredValues(cases, (each) => each[name] ?? 0);
  const { mean } = clusteredMean(clusters);
  const [low, high] = clusteredInterval(clusters, trendConfidence);
  const known: Measure = clusters.length < 2 ? { value: mean } : { value: mean, interval: [Math.max(0, low), high] satisfies Interval };
  return { [name]: known } as { [K in Name]?: Measure };
}

function sameSuites(before: TrendPoint["suites"], now: TrendPoint["suites"]): boolean {
  const digests = (suites: TrendPoint["suites"]) => suites.map(({ digest }) => digest).sort();
  return digests(before).join() === digests(now).join();
}
