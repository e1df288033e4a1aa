import type { CaseResult } from "../../../core/eval/case-result.ts";
import type { Bin } from "./charts.ts";

/** Tags that are counted one by one; a data set may make one up for every row. */
const mostTags = 300;
/** Columns of a histogram of latencies, and the one for what is far above the others. */
const latencyBins = 16;

export interface TagRate {
  readonly tag: string;
  readonly passed: number;
  readonly results: number;
  /** Besides: what ended in an error, or waits for a person. */
  readonly unscored: number;
}

/** What the charts tell, gathered while the results stream by: numbers, no answers. */
export class ResultSurvey {
  readonly #scores = Array.from({ length: 10 }, () => 0);
  readonly #latencies: number[] = [];
  readonly #tags = new Map<string, { passed: number; results: number; unscored: number }>();
  #judgeCalls = 0;

  add({ status, score, latency_ms, tags = [], judging }: CaseResult): void {
    this.#judgeCalls += judging?.calls ?? 0;
    const judged = status === "pass" || status === "fail";
    if (judged) {
      const at = Math.min(9, Math.floor(score * 10 + 1e-9));
      this.#scores[at] = (this.#scores[at] ?? 0) + 1;
    }
    if (latency_ms !== undefined) this.#latencies.push(latency_ms);
    for (const tag of tags) this.#tag(tag, status);
  }

  /** Ten of equal width; the last holds 1 too. */
  scores(): Bin[] {
    return this.#scores.map((count, at) => ({ from: at / 10, to: (at + 1) / 10, count }));
  }

  /** Of equal, round width up to where nearly all are, then one for the rest. Milliseconds. */
  latencies(): Bin[] {
    const sorted = Float64Array.from(this.#latencies).sort();
    if (sorted.length === 0) return [];
    const step = roundUp((at(sorted, 0.99) || 1) / latencyBins);
    const last = Math.floor(at(sorted, 0.99) / step) + 1;
    const bins = Array.from({ length: last }, (_, index) => ({ from: index * step, to: (index + 1) * step, count: 0 }));
    let more = 0;
    for (const value of sorted) {
      const bin = bins[Math.floor(value / step)];
      if (bin === undefined) more += 1;
      else bin.count += 1;
    }
    return more === 0 ? bins : [...bins, { from: last * step, to: Infinity, count: more }];
  }

  /** Half are faster, and 95 of 100; undefined when nothing was measured. Milliseconds. */
  latencyQuantiles(): { readonly half: number; readonly most: number } | undefined {
    const sorted = Float64Array.from(this.#latencies).sort();
    return sorted.length === 0 ? undefined : { half: at(sorted, 0.5), most: at(sorted, 0.95) };
  }

  /** What judges, rivals and embeddings were asked; cached answers are left out. */
  get judgeCalls(): number {
    return this.#judgeCalls;
  }

  /** Results with a tag that have no score. */
  get unscoredTagged(): number {
    return [...this.#tags.values()].reduce((sum, { unscored }) => sum + unscored, 0);
  }

  /** The lowest pass rate first; tags of which nothing has a score are left out. */
  tags(): TagRate[] {
    return [...this.#tags]
      .map(([tag, counts]) => ({ tag, ...counts }))
      .filter(({ results }) => results > 0)
      .sort((a, b) => a.passed / a.results - b.passed / b.results || b.results - a.results || (a.tag < b.tag ? -1 : 1));
  }

  #tag(tag: string, status: CaseResult["status"]): void {
    const found = this.#tags.get(tag) ?? { passed: 0, results: 0, unscored: 0 };
    if (!this.#tags.has(tag) && this.#tags.size >= mostTags) return;
    if (status === "pass" || status === "fail") found.results += 1;
    else found.unscored += 1;
    if (status === "pass") found.passed += 1;
    this.#tags.set(tag, found);
  }
}

/** The nearest rank. */
function at(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((factor) => factor * power >= value) ?? 10) * power;
}
