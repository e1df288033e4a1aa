import type { CaseResult } from "./case-result.ts";
import type { EvidenceCase, EvidenceTotals } from "./evidence.ts";
import { metricScores } from "./metric-scores.ts";
import { paidCost } from "./paid-cost.ts";

class Mean {
  #sum = 0;
  #count = 0;

  add(value: number): void {
    this.addMany(value, 1);
  }

  addMany(sum: number, count: number): void {
    this.#sum += sum;
    this.#count += count;
  }

  get value(): number | undefined {
    return this.#count === 0 ? undefined : this.#sum / this.#count;
  }
}

/** Attempts that reached the provider; most answers came at the first, and tell of none. */
function callsOf({ attempts, model_answered }: CaseResult): number {
  return attempts === undefined ? (model_answered === undefined ? 0 : 1) : attempts.filter(({ unsent = false }) => !unsent).length;
}

/** Adds up results (one per epoch) and reduced cases. Fed in test order, it gives the same totals to the last digit. */
export class Tally {
  readonly #cases = { pass: 0, fail: 0, error: 0, pending: 0 };
  readonly #score = new Mean();
  readonly #latency = new Mean();
  readonly #metrics = new Map<string, Mean>();
  readonly #findings = new Map<string, number>();
  #cost: number | undefined = 0;
  #calls = 0;
  #cached = 0;
  #reused = 0;

  addResult(result: CaseResult): void {
    const { latency_ms, cached, findings = [] } = result;
    if (latency_ms !== undefined) this.#latency.add(latency_ms);
    if (cached) this.#cached += 1;
    else this.#calls += callsOf(result);
    const cost = paidCost(result);
    this.#cost = cost === undefined || this.#cost === undefined ? undefined : this.#cost + cost;
    if (findings.length > 0) for (const code of new Set(findings.map((finding) => finding.code))) this.#findings.set(code, (this.#findings.get(code) ?? 0) + 1);
    for (const [name, score] of metricScores(result)) this.#metric(name).add(score);
  }

  /** A case that was taken over, and cost nothing. */
  addReused(reused: EvidenceCase, epochs: number): void {
    const { latency_ms, findings = [], metrics = {} } = reused;
    this.addCase(reused);
    this.#reused += 1;
    if (latency_ms !== undefined) this.#latency.addMany(latency_ms * epochs, epochs);
    for (const code of findings) this.#findings.set(code, (this.#findings.get(code) ?? 0) + 1);
    for (const [name, [sum, count]] of Object.entries(metrics)) this.#metric(name).addMany(sum, count);
  }

  addCase({ status, score }: EvidenceCase): void {
    this.#cases[status] += 1;
    if (status === "pass" || status === "fail") this.#score.add(score);
  }

  totals(): EvidenceTotals {
    const { pass, fail, error, pending } = this.#cases;
    const latency = this.#latency.value;
    const metrics = [...this.#metrics].map(([name, { value = 0 }]) => [name, value] as const).sort(byName);
    const findings = [...this.#findings].sort(byName);
    return {
      cases: pass + fail + error + pending,
      passed: pass,
      failed: fail,
      errors: error,
      ...(pending === 0 ? {} : { pending }),
      mean_score: this.#score.value ?? 0,
      ...(this.#cost === undefined ? {} : { cost_nano_usd: this.#cost }),
      ...(latency === undefined ? {} : { mean_latency_ms: latency }),
      calls: this.#calls,
      cached: this.#cached,
      ...(this.#reused === 0 ? {} : { reused: this.#reused }),
      metrics: Object.fromEntries(metrics),
      ...(findings.length === 0 ? {} : { findings: Object.fromEntries(findings) }),
    };
  }

  #metric(name: string): Mean {
    const found = this.#metrics.get(name) ?? new Mean();
    this.#metrics.set(name, found);
    return found;
  }
}

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
