import type { LedgerVerifyResult } from "../../core/results/ledger-verify.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging } from "../wrap.ts";

const most = 50;

/** What is wrong and where, then how much was looked at. */
export function ledgerVerifyText({ sound, commits, records, from, pruned, findings }: LedgerVerifyResult, screen: Screen): string {
  const paint = paintFor(screen);
  const looked = `${records} ${records === 1 ? "record" : "records"} in ${commits} ${commits === 1 ? "commit" : "commits"}, from ${from} on${pruned === 0 ? "" : `; ${pruned} pruned before`}`;
  return [
    ...findings
      .slice(0, most)
      .flatMap(({ check, where, message }) =>
        hanging(`${paint("red", check.padEnd(7))} `, `${oneLine(where, 300)}: ${oneLine(message, 400)}`, lineWidth(screen)),
      ),
    ...(findings.length > most ? [`and ${findings.length - most} more; --json lists all`] : []),
    sound ? `${paint("green", "Sound")}: ${looked}.` : `${paint("red", findings.length === 1 ? "1 problem" : `${findings.length} problems`)} in ${looked}.`,
  ].join("\n");
}
