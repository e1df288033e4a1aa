import type { CompareVerdict, SideComparison } from "../../core/results/compare.ts";

/** What a verdict is called, coloured and marked. */
export const verdictWords = {
  better: { word: "better", style: "green", sign: "✅" },
  worse: { word: "worse", style: "red", sign: "❌" },
  "no-difference": { word: "no difference shown", style: "green", sign: "✅" },
  inconclusive: { word: "not enough cases", style: "yellow", sign: "⚠️" },
  error: { word: "error", style: "red", sign: "⚠️" },
  same: { word: "same", style: "green", sign: "✅" },
} as const satisfies Record<CompareVerdict, { readonly word: string; readonly style: "green" | "red" | "yellow"; readonly sign: string }>;

/** "not enough cases (about 308 needed)" */
export function verdictWord({ verdict, test }: Pick<SideComparison, "verdict" | "test">): string {
  const needed = verdict === "inconclusive" ? test?.pairs_needed : undefined;
  return needed === undefined ? verdictWords[verdict].word : `${verdictWords[verdict].word} (about ${needed} needed)`;
}
