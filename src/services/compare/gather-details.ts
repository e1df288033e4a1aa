import { DetailsFold, type WantedDetails } from "../../core/eval/compare-details.ts";
import type { EvidenceCase } from "../../core/eval/evidence.ts";
import type { RecordedSide } from "./opened-side.ts";

export interface GatheredDetails {
  readonly details: DetailsFold;
  /** Results were looked for, and there are none any more. */
  readonly gone: boolean;
}

/** Reads a side's results once, when anything of them is wanted. Memory grows with the cases, never with their answers. */
export async function gatherDetails({ hasMetrics, results }: RecordedSide, cases: readonly EvidenceCase[], wanted: WantedDetails): Promise<GatheredDetails> {
  const details = new DetailsFold(cases, wanted);
  if (cases.length === 0 || !(hasMetrics || wanted.explained.size > 0 || wanted.shown.size > 0)) return { details, gone: false };
  let gone = true;
  for await (const result of results()) {
    gone = false;
    details.add(result);
  }
  return { details, gone };
}
