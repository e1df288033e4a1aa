import type { Evidence, EvidenceCase, EvidencePart } from "./evidence.ts";

/** The evaluation that ran a case, and what it says of itself. */
export type CaseOrigin = Omit<EvidencePart, "cases">;

/** Who ran a case of evidence, which may have taken it over. */
export function originOf(evidence: Evidence, { from = 0 }: Pick<EvidenceCase, "from">): CaseOrigin {
  const { evaluation, finished_at, models_answered } = evidence.parts?.[from] ?? evidence;
  return { evaluation, finished_at, models_answered };
}

/** When the oldest of its cases had been run: evidence is as old as that. */
export function provedAt({ finished_at, parts = [] }: Pick<Evidence, "finished_at" | "parts">): string {
  const moments = parts.filter(({ cases }) => cases > 0).map((part) => part.finished_at);
  return moments.find((moment) => Number.isNaN(Date.parse(moment))) ?? moments.sort()[0] ?? finished_at;
}

/** Models that answered some part and not the largest: what is called by one name was two things. Of equal parts the earlier counts. */
export function strangeModels({ parts = [] }: Pick<Evidence, "parts">): string[] {
  const [largest, ...others] = parts.toSorted((a, b) => b.cases - a.cases);
  const strangers = others
    .filter(({ cases }) => cases > 0)
    .flatMap((part) => part.models_answered.filter((model) => largest?.models_answered.includes(model) === false));
  return [...new Set(strangers)].sort();
}
