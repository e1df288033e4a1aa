import type { Evidence, EvidenceCase, EvidencePart } from "./evidence.ts";
import { oldestOf } from "./oldest-of.ts";

/** The evaluation that ran a case, and what it says of itself. */
export type CaseOrigin = Omit<EvidencePart, "cases">;

/** Who ran a case of evidence, which may have taken it over. */
export function originOf(evidence: Evidence, { from = 0 }: Pick<EvidenceCase, "from">): CaseOrigin {
  const part = evidence.parts?.[from];
  const { evaluation, finished_at, models_answered } = part ?? evidence;
  const answered_at = part === undefined ? oldestAnswer(evidence) : part.answered_at;
  return { evaluation, finished_at, ...(answered_at === undefined ? {} : { answered_at }), models_answered };
}

/**
 * When the oldest answer was given that evidence rests on, which is how old it is. No answer is older than the evaluation's beginning but those of the
 * cache and those of cases that were taken over. Undefined when it does not say: an older promptops kept no moments of such answers.
 */
export function oldestAnswer(evidence: Pick<Evidence, "started_at" | "answered_at" | "parts" | "totals">): string | undefined {
  const { started_at, answered_at, parts, totals } = evidence;
  if (parts !== undefined) return oldestOf(parts.filter(({ cases }) => cases > 0).map((part) => part.answered_at));
  return oldestOf([answered_at ?? (totals.cached > 0 ? undefined : started_at)]);
}

/** A moment as `oldestAnswer` has it, milliseconds since the epoch: what does not say is older than all that does. */
export function answeredTime(moment: string | undefined): number {
  const at = Date.parse(moment ?? "");
  return Number.isNaN(at) ? -Infinity : at;
}

/** Moments of the cache are of whole seconds. */
const precisionMs = 1_000;

/** Were one's answers given after the other's, by more than the cache can tell? */
export function hasNewerAnswers(one: Parameters<typeof oldestAnswer>[0], other: Parameters<typeof oldestAnswer>[0]): boolean {
  return answeredTime(oldestAnswer(one)) > answeredTime(oldestAnswer(other)) + precisionMs;
}

/** Models that answered some part and not the largest: what is called by one name was two things. Of equal parts the earlier counts. */
export function strangeModels({ parts = [] }: Pick<Evidence, "parts">): string[] {
  const [largest, ...others] = parts.toSorted((a, b) => b.cases - a.cases);
  const strangers = others
    .filter(({ cases }) => cases > 0)
    .flatMap((part) => part.models_answered.filter((model) => largest?.models_answered.includes(model) === false));
  return [...new Set(strangers)].sort();
}
