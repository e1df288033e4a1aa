import type { ComparedPart, SideComparison } from "../../core/results/compare.ts";
import { percent } from "../../core/gates/words.ts";
import { endOf } from "../end-of.ts";
import { oneLine } from "../one-line.ts";
import { verdictWords } from "./verdict-words.ts";

export const partTitles = ["part", "cases", "before", "after", "gained", "lost", ""] as const;

/** Up to this q a part is worth a look: of ten of them, one is luck. */
const hintFrom = 0.1;
/** So many parts of a kind are shown. */
const shown = 10;

/**
 * A row per suite, tag and metric that is worth a look, those with the most losses first; tags that nothing happened to are left out.
 * @param nameRoom Characters for the name of one.
 */
export function partRows({ parts }: SideComparison, metric: "pass" | "score", nameRoom = 60): { readonly rows: string[][]; readonly leftOut: number } {
  const telling = parts.filter(({ by, gained, lost }) => by !== "tag" || gained + lost > 0);
  const kinds = (["suite", "tag", "metric"] as const).map((kind) =>
    telling.filter(({ by }) => by === kind).sort((a, b) => b.lost - a.lost || b.gained - a.gained || (a.name < b.name ? -1 : 1)),
  );
  const rows = kinds.flatMap((some) => some.slice(0, shown)).map((part) => partRow(part, metric, nameRoom));
  return { rows, leftOut: kinds.reduce((sum, { length }) => sum + Math.max(0, length - shown), 0) };
}

function partRow({ by, name, pairs, before, after, gained, lost, shows, q }: ComparedPart, metric: "pass" | "score", nameRoom: number): string[] {
  const hint = q > hintFrom || before === after ? "" : `perhaps ${after > before ? "better" : "worse"}`;
  const value = by === "metric" || metric === "score" ? (mean: number) => mean.toFixed(2) : percent;
  return [
    `${by} ${endOf(oneLine(name, 200), nameRoom)}`,
    String(pairs),
    value(before),
    value(after),
    String(gained),
    String(lost),
    shows === "nothing" ? hint : verdictWords[shows].word,
  ];
}
