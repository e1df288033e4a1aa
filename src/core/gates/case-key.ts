import type { EvidenceCase } from "../eval/evidence.ts";

/** `core/late-fee`: one of a prompt's cases. */
export function caseKey({ suite, case: name }: Pick<EvidenceCase, "suite" | "case">): string {
  return `${suite}/${name}`;
}
