import type { CompareResult, ComparedSide, CompareVerdict } from "../../core/results/compare.ts";
import { percent, shortNumber } from "../../core/gates/words.ts";
import { withoutPrompt } from "./side-rows.ts";

/** What a cell's mark says of it. */
const marks: Readonly<Record<CompareVerdict, string>> = { better: "+", worse: "-", "no-difference": "≈", inconclusive: "?", error: "!", same: "=" };

export const gridLegend = "* baseline · + better · - worse · ≈ no difference · ? too few cases · ! error";

/**
 * States as rows and models as columns, each cell with what decides and a mark of how it compares with the baseline. Undefined where not
 * every state was asked under every one of several models.
 */
export function gridRows({ sides, comparisons, metric }: CompareResult): string[][] | undefined {
  const cells = new Map<string, Map<string, string>>();
  const models = new Set<string>();
  for (const [at, side] of sides.entries()) {
    const { state, model } = side;
    if (state === undefined || model === undefined) return undefined;
    const row = cells.get(state) ?? new Map<string, string>();
    const verdict = comparisons.find(({ after }) => after === at)?.verdict;
    row.set(model, `${valueOf(side, metric)} ${verdict === undefined ? "*" : marks[verdict]}`);
    cells.set(state, row);
    models.add(model);
  }
  if (cells.size < 2 || models.size < 2 || cells.size * models.size !== sides.length) return undefined;
  const shared = sides.every(({ prompt }) => prompt === sides[0]?.prompt);
  const name = (state: string) => (shared ? withoutPrompt({ name: state, prompt: sides[0]?.prompt ?? "" }) : state);
  return [["", ...models], ...[...cells].map(([state, row]) => [name(state), ...[...models].map((model) => row.get(model) ?? "–")])];
}

function valueOf({ pass_rate: rate, mean_score: score }: ComparedSide, metric: CompareResult["metric"]): string {
  const value = metric === "pass" ? rate : score;
  return value === undefined ? "–" : metric === "pass" ? percent(value) : shortNumber(value);
}
