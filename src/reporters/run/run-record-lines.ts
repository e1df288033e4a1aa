import type { Claim } from "../../core/ledger/claim.ts";
import { parseRunName } from "../../core/ledger/record-names.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import type { Paint } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { statusText } from "./status-text.ts";

/** So much of an answer is shown; `--json` has all of it. */
const longestAnswer = 50_000;

/** What a run was, what it was given, and what it said: blocks with a blank line between. */
export function runRecordBlocks(record: RunRecord, paint: Paint, screen: Screen): string[][] {
  const { run, status, reason, output, findings } = record;
  const inputs = Object.entries(record.inputs).map(([name, { source, from, value, redacted }]) => [
    `  ${name}`,
    oneLine(typeof value === "string" ? value : JSON.stringify(value), 200),
    `${from ?? source}${redacted === true ? ", redacted" : ""}`,
  ]);
  const why = reason === undefined ? "" : `: ${oneLine(reason.message, 600)}`;
  return [
    [`${paint("bold", run)}  ${statusText(status, paint)}${why}`],
    named(factsOf(record), paint, screen),
    section(
      "inputs",
      inputs.length === 0 ? [] : columns([["  input", "value", "from"].map((title) => paint("dim", title)), ...inputs], lineWidth(screen)),
      paint,
    ),
    section(
      "findings",
      named(
        findings.map(({ code, message }) => [code, oneLine(message, 400)]),
        paint,
        screen,
      ),
      paint,
    ),
    output === undefined ? [] : [paint("bold", "answer"), plainLines(output.text, longestAnswer)],
  ];
}

function factsOf(record: RunRecord): [string, string][] {
  const { version, environment, prompt, usage, latency_ms: took, cost_nano_usd: cost, model_asked: asked, model_answered: answered } = record;
  const name = version === undefined ? prompt : `${version.prompt}@${version.version}`;
  const cached = usage?.cached_input ?? 0;
  const spent =
    usage === undefined ? "no answer" : `${usage.input} tokens in${cached > 0 ? ` (${cached} cached)` : ""}, ${usage.output} out, ${moneyText(cost)}`;
  return [
    ["prompt", environment === undefined ? name : `${name}, live in ${environment} then`],
    ["model", answered === undefined || asked.endsWith(`/${answered}`) ? asked : `${asked}, answered by ${answered}`],
    ["started", `${timeText(record.started_at)}, ${kindOf(record)}, on ${record.runner.host}`],
    ["took", took === undefined ? "–" : durationText(took)],
    ["used", spent],
    ["trace", record.traceparent],
  ];
}

/** How it came to be. */
function kindOf({ run, preview, slot }: RunRecord): string {
  const name = parseRunName(run);
  if (preview) return "a preview";
  if (name?.manual === true) return "by hand";
  return slot === undefined ? "by hand" : `${name !== undefined && name.nth > 1 ? "once more " : ""}for the slot ${timeText(slot)}`;
}

/** Of who holds or held it, oldest first. */
export function claimLines(claims: readonly Claim[], paint: Paint, screen: Screen): string[] {
  const rows = claims.map(({ at, epoch, decision, reason, lease_until: lease, runner }): [string, string] => [
    String(epoch),
    `${timeText(at)} by ${runner.host}: ${decision}${lease === undefined ? "" : `, held until ${timeText(lease)}`}${reason === undefined ? "" : `; ${oneLine(reason.message, 300)}`}`,
  ]);
  return section("claims", named(rows, paint, screen), paint);
}

export function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines];
}

/** Names on the left, what there is to say of them on the right. */
function named(rows: readonly (readonly [string, string])[], paint: Paint, screen: Screen): string[] {
  return rows.length === 0 ? [] : columns([["", ""], ...rows.map(([name, text]) => [paint("dim", `  ${name}`), text])], lineWidth(screen)).slice(1);
}

export function blocksText(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
