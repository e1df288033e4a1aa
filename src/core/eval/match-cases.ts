import { eachAssertion } from "../assertions/each-assertion.ts";
import type { Assertion } from "../assertions/schema.ts";
import { suiteDigest } from "../identity/suite-digest.ts";
import type { EvalCase, Suite } from "../model/suite.ts";
import type { PlannedPrompt } from "./evaluation-plan.ts";
import { keyOf, partialKeyOf } from "./evidence-key.ts";
import { answeredTime, originOf } from "./evidence-parts.ts";
import type { Evidence, EvidenceCase } from "./evidence.ts";
import type { KnownCase } from "./known-cases.ts";
import type { AskedByDefault } from "./needs-of.ts";
import { sameJudges } from "./same-judges.ts";

/** A planned case whose result may be known. */
export interface WantedCase extends Pick<EvalCase, "suite" | "id" | "digest" | "tags" | "assertions" | "score"> {
  /** Of its first task. */
  readonly index: number;
}

/** A suite as the plan has it. */
export interface MatchedSuite {
  readonly settings: Pick<Suite, "epochs" | "reducer" | "threshold" | "judge">;
  /** Whom its assertions ask where they name nobody. */
  readonly byDefault: AskedByDefault;
}

export interface MatchRule {
  /** What was asked for in place of each suite's own epochs. */
  readonly epochs: number | undefined;
  /** Cases that rest on an answer of before do not count, milliseconds since the epoch. Absent = all do. */
  readonly since?: number | undefined;
}

/**
 * Finds the planned cases of one prompt in evidence of other states of its suites: those of which nothing that decides the result is another. That is
 * prompt and model, by the evidence's digests; the suite's settings, by making its digest anew from the evidence's own cases; the
 * judges that the case asks; and the case itself, by its digest, whatever its name. Of several results the one counts whose answers are the newest.
 */
export class CaseMatch {
  readonly #planned: PlannedPrompt;
  readonly #suites: ReadonlyMap<string, MatchedSuite>;
  readonly #wanted: ReadonlyMap<string, readonly WantedCase[]>;
  readonly #rule: MatchRule;
  readonly #known = new Map<WantedCase, KnownCase>();

  constructor(planned: PlannedPrompt, suites: ReadonlyMap<string, MatchedSuite>, wanted: Iterable<WantedCase>, rule: MatchRule) {
    this.#planned = planned;
    this.#suites = suites;
    this.#wanted = Map.groupBy(wanted, identity);
    this.#rule = rule;
  }

  /** @param key What the evidence is kept under, which tells that it is what it says. */
  take({ key, evidence }: { readonly key: string; readonly evidence: Evidence }): void {
    const { prompt, prompt_digest, model_digest } = this.#planned;
    if (evidence.prompt !== prompt || evidence.prompt_digest !== prompt_digest || evidence.model_digest !== model_digest) return;
    if (key !== (evidence.complete ? keyOf : partialKeyOf)(evidence, this.#rule.epochs)) return;
    const bySuite = Map.groupBy(evidence.cases, ({ suite }) => suite);
    for (const [name, cases] of bySuite) if (this.#hasSameSettings(name, cases, evidence)) this.#takeCases(cases, evidence);
  }

  /** What is known, in test order. */
  *known(): Generator<readonly [wanted: WantedCase, known: KnownCase]> {
    yield* [...this.#known].sort(([a], [b]) => a.index - b.index);
  }

  /** The digest of a suite is over its cases and its settings; so with the same cases it tells whether the settings are the same. Where not all cases are there only the same digest does. */
  #hasSameSettings(name: string, cases: readonly EvidenceCase[], { suites, complete }: Evidence): boolean {
    const then = suites.find(({ suite }) => suite === name)?.digest;
    const now = this.#suites.get(name);
    if (then === undefined || now === undefined) return false;
    if (this.#planned.suites.some(({ suite, digest }) => suite === name && digest === then)) return true;
    return (
      complete &&
      suiteDigest(
        cases.map(({ digest }) => digest),
        now.settings,
      ) === then
    );
  }

  #takeCases(cases: readonly EvidenceCase[], evidence: Evidence): void {
    const taken = new Set<WantedCase>();
    const judged = new Map<readonly Assertion[], boolean>();
    for (const each of cases) {
      const alike = this.#wanted.get(identity(each)) ?? [];
      // Of cases that are the same but for their names each takes its own.
      const wanted = alike.find(({ id }) => id === each.case) ?? alike.find((other) => !taken.has(other));
      if (wanted === undefined || !this.#counts(wanted, each, evidence)) continue;
      const { assertions, suite } = wanted;
      const same = judged.get(assertions) ?? this.#hasSameJudges(assertions, suite, evidence);
      judged.set(assertions, same);
      if (!same) continue;
      taken.add(wanted);
      this.#keepNewest(wanted, { epochs: this.#epochsOf(suite), proved: underItsName(each, wanted), origin: originOf(evidence, each) });
    }
  }

  #counts({ suite, assertions, score }: WantedCase, proved: EvidenceCase, evidence: Evidence): boolean {
    if (proved.status !== "pass" && proved.status !== "fail") return false;
    const { since } = this.#rule;
    if (since !== undefined && answeredTime(originOf(evidence, proved).answered_at) < since) return false;
    // Evidence did not always keep a case's metrics, and how many answers had a finding it tells of single ones only.
    if (proved.metrics === undefined && (score !== undefined || hasMetric(assertions))) return false;
    return proved.findings === undefined || this.#epochsOf(suite) === 1;
  }

  #epochsOf(name: string): number {
    return this.#planned.suites.find(({ suite }) => suite === name)?.epochs ?? 1;
  }

  #hasSameJudges(assertions: readonly Assertion[], suite: string, { judges = [] }: Evidence): boolean {
    const byDefault = this.#suites.get(suite)?.byDefault;
    return byDefault !== undefined && sameJudges(assertions, byDefault, { before: judges, now: this.#planned.judges });
  }

  #keepNewest(wanted: WantedCase, known: KnownCase): void {
    const other = this.#known.get(wanted);
    if (other === undefined || newer(known, other)) this.#known.set(wanted, known);
  }
}

/** Of one moment the later evaluation decides and then its name, so that it never matters which was read first. */
function newer({ origin: a }: KnownCase, { origin: b }: KnownCase): boolean {
  const [mine, other] = [answeredTime(a.answered_at), answeredTime(b.answered_at)];
  if (mine !== other) return mine > other;
  const [ours, theirs] = [Date.parse(a.finished_at), Date.parse(b.finished_at)];
  return ours > theirs || (ours === theirs && a.evaluation > b.evaluation);
}

function identity({ suite, digest }: Pick<EvidenceCase, "suite" | "digest">): string {
  return `${suite}\n${digest}`;
}

function underItsName({ from: _, tags: __, ...proved }: EvidenceCase, { id, tags }: WantedCase): EvidenceCase {
  return { ...proved, case: id, ...(tags.length === 0 ? {} : { tags: [...tags] }) };
}

const withMetrics = new WeakMap<readonly Assertion[], boolean>();

/** Most cases have the suite's assertions and no others. */
function hasMetric(assertions: readonly Assertion[]): boolean {
  const known = withMetrics.get(assertions) ?? [...eachAssertion(assertions)].some(({ assertion }) => assertion.metric !== undefined);
  withMetrics.set(assertions, known);
  return known;
}
