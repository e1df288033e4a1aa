import type { CaseResult } from "./case-result.ts";
import type { CaseOrigin } from "./evidence-parts.ts";
import type { EvidenceCase } from "./evidence.ts";
import type { KnownCase } from "./known-cases.ts";
import type { ReusedCase } from "./reused-case.ts";

/** A result that stands for a whole case, since earlier evidence proved it. */
export type ReusedResult = CaseResult & { readonly reused: ReusedCase };

export function isReused(result: CaseResult): result is ReusedResult {
  return result.reused !== undefined;
}

/** What a result says of a case that was taken over. */
export function reusedOf({ proved, origin }: Pick<KnownCase, "proved" | "origin">): ReusedCase {
  const { suite: _, case: __, digest: ___, score: ____, status: _____, must_pass: ______, group: _______, tags: ________, from: _________, ...rest } = proved;
  return { ...origin, ...rest };
}

/** The inverse: the case as its evidence has it, under the name that it has now. */
export function provedBy({ suite, case: id, case_digest: digest, score, status, must_pass, group, tags, reused }: ReusedResult): EvidenceCase {
  const { evaluation: _, finished_at: __, answered_at: ___, models_answered: ____, pass_rate, ...rest } = reused;
  return {
    suite,
    case: id,
    digest,
    score,
    pass_rate,
    status,
    ...(must_pass === undefined ? {} : { must_pass }),
    ...(group === undefined ? {} : { group }),
    ...(tags === undefined ? {} : { tags }),
    ...rest,
  };
}

/** Who ran a case that was taken over. */
export function ranBy({ evaluation, finished_at, answered_at, models_answered }: ReusedCase): CaseOrigin {
  return { evaluation, finished_at, ...(answered_at === undefined ? {} : { answered_at }), models_answered };
}

export function knownBy(result: ReusedResult, epochs: number): KnownCase {
  return { epochs, proved: provedBy(result), origin: ranBy(result.reused) };
}
