import type { AuditLogResult } from "../../core/results/audit-log.ts";
import { markdownHead, markdownRow, markdownText } from "../markdown-text.ts";
import { timeText } from "../release/live-text.ts";

export function auditLogMarkdown({ entries, more, apart }: AuditLogResult): string {
  const rows = entries.map(({ at, by, act, what, reason = "", record }) =>
    markdownRow([timeText(at), act, markdownText(what), markdownText(by?.name ?? ""), markdownText(reason), markdownText(record)]),
  );
  const older = more ? "\nThere are older ones.\n" : "";
  return (
    markdownHead(["at", "act", "what", "by", "why", "record"], "all-words") + rows.join("") + older + (apart === undefined ? "" : `\n${markdownText(apart)}\n`)
  );
}
