import type { LedgerCompactResult, LedgerRebuildIndexResult } from "../../core/results/ledger-upkeep.ts";
import { bytesText } from "../bytes-text.ts";
import { durationText } from "../duration-text.ts";

export function rebuildIndexText({ totals, ms }: LedgerRebuildIndexResult): string {
  const records = Object.values(totals.kinds).reduce((sum, each) => sum + each.records, 0);
  const damaged = totals.damaged.length === 0 ? "" : ` ${totals.damaged.length} of them are damaged: \`promptops ledger verify\` names them.`;
  return `The index holds ${records} ${records === 1 ? "record" : "records"} (${durationText(ms)}).${damaged}`;
}

export function compactText({ before, after, released }: LedgerCompactResult): string {
  const kept = released === 0 ? "" : ` ${released} ${released === 1 ? "pack" : "packs"} that a killed git had kept its hand on can be packed again.`;
  return `${before.loose} loose objects and ${before.packs} packs (${bytesText(before.bytes)}) became ${after.loose} and ${after.packs} (${bytesText(after.bytes)}).${kept}`;
}
