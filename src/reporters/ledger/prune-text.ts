import type { LedgerPruneResult, PrunedKind } from "../../core/results/ledger-upkeep.ts";
import { timeText } from "../release/live-text.ts";

export function pruneText({ dry_run, kinds, from }: LedgerPruneResult): string {
  const some = kinds.some(({ redacted, deleted }) => redacted + deleted > 0);
  return [
    ...kinds.map((kind) => kindText(kind, dry_run)),
    ...(some ? [] : ["Nothing is old enough."]),
    ...(from === undefined
      ? []
      : [
          `The ledger begins anew; it stands for ${from.slice(0, 12)}. Git removes the old objects from this clone with its own cleaning, after two weeks; \`git gc --prune=now\` does at once.`,
        ]),
  ].join("\n");
}

function kindText({ kind, before, redacted, deleted, kept }: PrunedKind, dryRun: boolean): string {
  const would = dryRun ? "would be " : "";
  const waiting = kept === 0 ? "" : `, ${kept} kept until their deliveries are done`;
  return `${kind} before ${timeText(before)}: ${redacted} ${would}redacted, ${deleted} ${would}deleted${waiting}`;
}
