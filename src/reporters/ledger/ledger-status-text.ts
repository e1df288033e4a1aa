import type { LedgerStatusResult } from "../../core/results/ledger-status.ts";
import { bytesText } from "../bytes-text.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";

export function ledgerStatusText(status: LedgerStatusResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { branch, tip, totals, deliveries, jobs, journals, index } = status;
  const attention = [
    ...(status.relation === "rewritten" ? [`The remote's ledger was rewritten: nothing runs on it. \`promptops ledger verify --fetch\` says more.`] : []),
    ...(status.relation === "lost" ? [`The remote's ledger was deleted: nothing runs without it. \`promptops ledger verify --fetch\` says more.`] : []),
    ...totals.damaged.slice(0, 5).map((path) => `damaged: ${path}`),
    ...(totals.damaged.length > 5 ? [`and ${totals.damaged.length - 5} more damaged records: \`promptops ledger verify\``] : []),
    ...jobs.running
      .filter(({ overdue }) => overdue)
      .map(({ run }) => `${run} was claimed and its lease is over: the next \`promptops run-due\` takes it over.`),
    ...journals.map(
      ({ name, entries, damaged }) =>
        `journal ${name}: ${entries} ${entries === 1 ? "entry" : "entries"} of a killed process${damaged === 0 ? "" : `, ${damaged} lines damaged`}; the next \`promptops run-due\` ${damaged === 0 ? "takes them up" : "uses what can be read, and keeps the file"}.`,
    ),
    ...(deliveries.held === 0
      ? []
      : [`${deliveries.held} ${deliveries.held === 1 ? "delivery is" : "deliveries are"} held: \`promptops deliveries list --status held\``]),
  ];
  const kinds = Object.entries(totals.kinds).map(([kind, { records, bytes }]) => [kind, String(records), bytesText(bytes)]);
  return [
    `${paint("bold", branch)} ${tip === undefined ? "has no record yet" : tip.slice(0, 12)}`,
    standingText(status),
    "",
    ...columns([["records", "count", "size"].map((title) => paint("dim", title)), ...kinds], lineWidth(screen)),
    "",
    `deliveries   ${deliveries.pending} pending, ${deliveries.held} held`,
    `jobs         ${jobs.known} known, ${jobs.paused} paused, ${jobs.running.length} running`,
    `index        ${indexText(index)}`,
    ...(attention.length === 0 ? [] : ["", ...attention.map((line) => paint("yellow", line))]),
  ].join("\n");
}

function standingText({ relation, remote = "", there = "", seen = "" }: LedgerStatusResult): string {
  const words = {
    alone: "It is shared with nobody: there is no remote.",
    unasked: `The one on ${remote} was never seen: \`promptops ledger status --fetch\` looks.`,
    same: `It is that of ${remote}, as last seen.`,
    ahead: `It has records that ${remote} lacks: the next shared write brings them there.`,
    behind: `The one on ${remote} has more: the next command that writes takes it over.`,
    apart: `It and the one on ${remote} each have records the other lacks: the next command that writes joins them.`,
    lost: `There is none on ${remote} any more: ${seen.slice(0, 7)} was seen there.`,
    rewritten: `The one on ${remote} (${there.slice(0, 7)}) does not continue what was seen there (${seen.slice(0, 7)}).`,
  };
  return words[relation];
}

function indexText({ at, current }: LedgerStatusResult["index"]): string {
  if (at === undefined) return "made just now";
  return current ? `up to date since ${timeText(at)}` : `was of ${timeText(at)}, and is up to date now`;
}
