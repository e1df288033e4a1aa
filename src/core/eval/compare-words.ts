import { notEnough, shortP, whatHappened } from "../gates/comparison-words.ts";
import { counted, signed } from "../gates/words.ts";
import type { ComparedSplit } from "./compare-split.ts";
import type { ComparePlan, SplitFinding } from "./compare-splits.ts";

/** "87 → 91 of 100 cases; 6 gained, 2 lost; not enough to tell (…): about 308 paired cases would be enough" @param finding Undefined when there is no pair. */
export function comparedSentence(split: ComparedSplit, finding: SplitFinding | undefined, plan: ComparePlan, comparisons: number): string {
  const told = finding === undefined ? "no case has a score on both sides" : `${whatHappened(finding.comparison)}; ${meaning(finding, plan, comparisons)}`;
  const errors = split.undecided.filter(({ baseline, candidate }) => [baseline, candidate].some(({ status }) => status === "error"));
  const waiting = split.undecided.length - errors.length;
  const rated = waiting === 0 ? "" : `; ${counted(waiting, "case")} ${waiting === 1 ? "waits" : "wait"} for a person's rating`;
  if (errors.length === 0) return told + rated;
  const where = errorsBySide(errors);
  return `${counted(errors.length, "case")} got no score (${where})${finding === undefined ? "" : `; of the others: ${told}`}${rated}`;
}

function meaning({ comparison, pBetter, pWorse, shows, pairsNeeded }: SplitFinding, { margin }: ComparePlan, comparisons: number): string {
  const corrected = comparisons > 1 ? `, corrected for ${comparisons} comparisons` : "";
  const between = `between ${signed(comparison.lower)} and ${signed(comparison.upper)}`;
  switch (shows) {
    case "better":
      return `chance does not explain it (${shortP(pBetter)}${corrected})`;
    case "worse":
      return `chance does not explain it (${shortP(pWorse)}${corrected})`;
    case "no-difference":
      return `any difference is smaller than ${margin} (${between})`;
    case "inconclusive":
      return notEnough(comparison, pairsNeeded);
  }
}

function errorsBySide(undecided: ComparedSplit["undecided"]): string {
  const [before, after] = [
    undecided.filter(({ baseline }) => baseline.status === "error").length,
    undecided.filter(({ candidate }) => candidate.status === "error").length,
  ];
  return [...(before === 0 ? [] : [`${before} before`]), ...(after === 0 ? [] : [`${after} after`])].join(", ");
}
