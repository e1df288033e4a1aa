import { caseKey } from "../gates/case-key.ts";
import type { CaseResult, CheckResult } from "./case-result.ts";
import type { EvidenceCase } from "./evidence.ts";

/** Why a case did not pass: the checks that failed, or the error, of its first epoch that did not. */
export interface CaseExplanation {
  readonly failedChecks: readonly CheckResult[];
  readonly error: CaseResult["error"];
}

/** Which cases of a side are to be told more of. */
export interface WantedDetails {
  readonly explained: ReadonlySet<string>;
  /** With their answers, which stay in memory. */
  readonly shown: ReadonlySet<string>;
}

/** What evidence leaves out and a comparison wants to tell, gathered from one side's results as they stream by: answers only of the cases shown. */
export class DetailsFold {
  /** Kinds of the errors that were met. */
  readonly errorKinds = new Set<string>();
  readonly #places: ReadonlyMap<string, number>;
  readonly #wanted: WantedDetails;
  readonly #explanations = new Map<string, CaseExplanation>();
  readonly #answers = new Map<string, CaseResult[]>();
  readonly #metrics = new Map<string, { readonly sums: Float64Array; readonly counts: Uint32Array }>();

  /** @param cases The side's, as they are compared; results of others are passed over. */
  constructor(cases: readonly EvidenceCase[], wanted: WantedDetails) {
    this.#places = new Map(cases.map((each, place) => [caseKey(each), place]));
    this.#wanted = wanted;
  }

  add(result: CaseResult): void {
    const key = caseKey(result);
    const place = this.#places.get(key);
    if (place === undefined) return;
    const { status, error, checks, reused } = result;
    if (error !== undefined) this.errorKinds.add(error.kind);
    for (const [metric, [sum, count]] of Object.entries(reused?.metrics ?? {})) this.#addMetric(metric, place, sum, count);
    if (reused === undefined) for (const { metric, score } of checks) if (metric !== undefined) this.#addMetric(metric, place, score, 1);
    if (status !== "pass" && this.#wanted.explained.has(key) && !this.#explanations.has(key)) {
      this.#explanations.set(key, { failedChecks: checks.filter(countsAndFailed), error });
    }
    if (this.#wanted.shown.has(key)) this.#answers.set(key, [...(this.#answers.get(key) ?? []), result]);
  }

  explanation(key: string): CaseExplanation | undefined {
    return this.#explanations.get(key);
  }

  /** The epochs of a shown case, in order. */
  answers(key: string): readonly CaseResult[] {
    return this.#answers.get(key) ?? [];
  }

  get metricNames(): readonly string[] {
    return [...this.#metrics.keys()].sort();
  }

  /** A metric's mean over a case's epochs; undefined where nothing gave it. */
  metric(name: string, key: string): number | undefined {
    const found = this.#metrics.get(name);
    const place = this.#places.get(key);
    const count = (place === undefined ? undefined : found?.counts[place]) ?? 0;
    return count === 0 || place === undefined ? undefined : (found?.sums[place] ?? 0) / count;
  }

  #addMetric(name: string, place: number, sum: number, count: number): void {
    const size = this.#places.size;
    const found = this.#metrics.get(name) ?? { sums: new Float64Array(size), counts: new Uint32Array(size) };
    this.#metrics.set(name, found);
    found.sums[place] = (found.sums[place] ?? 0) + sum;
    found.counts[place] = (found.counts[place] ?? 0) + count;
  }
}

function countsAndFailed({ pass, weight, must_pass }: CheckResult): boolean {
  return !pass && (weight > 0 || must_pass === true);
}
