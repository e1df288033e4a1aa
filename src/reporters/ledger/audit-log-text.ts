import type { AuditLogResult } from "../../core/results/audit-log.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";

export function auditLogText({ entries, more, apart }: AuditLogResult, screen: Screen): string {
  const paint = paintFor(screen);
  if (entries.length === 0) return "Nothing was changed.";
  const titles = ["at", "act", "by", "what and why"].map((title) => paint("dim", title));
  const rows = entries.map(({ at, act, by, what, reason }) => [
    timeText(at),
    act,
    by === undefined ? "–" : oneLine(by.name, 30),
    oneLine(`${what}${reason === undefined ? "" : `: ${reason}`}`, 400),
  ]);
  const older = more ? ["", "There are older ones: `--limit` and `--since` show more."] : [];
  return [...columns([titles, ...rows], lineWidth(screen)), ...older, ...(apart === undefined ? [] : [`${paint("yellow", "note:")} ${apart}`])].join("\n");
}
