import { wholeDays } from "../eval/evidence-age.ts";
import type { Evidence } from "../eval/evidence.ts";

/** "58 of 60 from evidence of 2026-11-20 09:00 UTC, 2 run since"; undefined where one evaluation ran all of them. */
export function partsInWords({ parts, cases }: Pick<Evidence, "parts" | "cases">): string | undefined {
  const [own, ...others] = parts ?? [];
  if (own === undefined) return undefined;
  const moments = [...new Set(others.map(({ finished_at }) => finished_at.slice(0, 16).replace("T", " ")))].sort();
  const [oldest = "", newest = oldest] = [moments[0], moments.at(-1)];
  const when = oldest === newest ? oldest : `${oldest} to ${newest}`;
  return `${cases.length - own.cases} of ${cases.length} from evidence of ${when} UTC, ${own.cases === 0 ? "none" : own.cases} run since`;
}

/** @param prefix Of the numbers' names. @param at What the age is counted to, milliseconds since the epoch. */
export function partsInNumbers(evidence: Evidence | undefined, prefix: string, at: number): Record<string, number> {
  const own = evidence?.parts?.[0];
  if (evidence === undefined || own === undefined) return {};
  const days = wholeDays(evidence, at);
  return {
    [`${prefix}cases_reused`]: evidence.cases.length - own.cases,
    [`${prefix}cases_run`]: own.cases,
    ...(days === undefined ? {} : { [`${prefix}days`]: days }),
  };
}
