import type { LiveRecord } from "../../core/release/release-state.ts";
import type { LiveResult } from "../../core/results/live.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { columns } from "./columns.ts";
import { deprecatedWords } from "./deprecated-words.ts";
import { standingLines } from "./standing-lines.ts";

/** What is live, one line per prompt and environment: since when, by whom, why; and what is still to be pushed. */
export function liveText({ at, entry, unasked, as_last_seen, live, deprecated, pending, superseded }: LiveResult, screen: Screen): string {
  const paint = paintFor(screen);
  const none =
    unasked !== undefined
      ? `No release is known here, and ${unasked} was never asked: \`promptops live --fetch\` does.`
      : entry === 0
        ? at === undefined
          ? "Nothing was released yet: `promptops publish <prompt>` makes the first version."
          : "Nothing was released yet then."
        : at === undefined
          ? "Nothing is live anywhere yet: `promptops promote <prompt>@<version> <environment>` makes it so."
          : "Nothing of what was asked for was live then.";
  const head = at === undefined ? [] : [paint("dim", at.includes("T") ? `as of ${timeText(at)} (entry ${entry})` : `as of entry ${entry}`)];
  return [
    ...head,
    ...(live.length === 0
      ? [none]
      : columns(
          [
            ["environment", "version", "since", "entry", "by", "why"].map((title) => paint("dim", title)),
            ...live.map((record) => row(record, deprecated, paint)),
          ],
          lineWidth(screen),
        )),
    ...deprecated.map((each) => `${paint("yellow", "warning:")} ${deprecatedWords(each)}`),
    ...standingLines({ pending, superseded, as_last_seen }, paint),
  ].join("\n");
}

function row(
  { environment, prompt, version, since, sequence, kind, by, reason }: LiveRecord,
  deprecated: LiveResult["deprecated"],
  paint: ReturnType<typeof paintFor>,
): string[] {
  const isDeprecated = deprecated.some((each) => each.environment === environment && each.prompt === prompt);
  const why = reason === undefined ? kind : `${kind}: ${oneLine(reason, 400)}`;
  return [
    environment,
    `${paint("bold", `${prompt}@${version}`)}${isDeprecated ? " (deprecated)" : ""}`,
    timeText(since),
    String(sequence),
    oneLine(by.name, 30),
    why,
  ];
}

/** `2026-11-20 09:00 UTC` */
export function timeText(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
