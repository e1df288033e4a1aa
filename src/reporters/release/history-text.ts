import { changeText, reachOf } from "../../core/release/event-sentence.ts";
import type { ReleaseEvent } from "../../core/release/release-event.ts";
import type { HistoryResult, VersionSummary } from "../../core/results/history.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { columns } from "./columns.ts";
import { standingLines } from "./standing-lines.ts";
import { timeText } from "./live-text.ts";

/** Of one entry; what more of them changed is counted. */
const mostChanges = 3;

/** A prompt's versions, then the entries of the release log about it; newest first. */
export function historyText({ prompt, versions, entries, unfinished, unasked, ...standing }: HistoryResult, screen: Screen): string {
  const paint = paintFor(screen);
  const title = (titles: readonly string[]) => titles.map((text) => paint("dim", text));
  return [
    ...(prompt === undefined
      ? []
      : [
          paint("bold", prompt),
          ...(versions.length === 0
            ? [unasked === undefined ? `Nothing of it was published yet: \`promptops publish ${prompt}\` makes the first version.` : neverAsked(unasked)]
            : columns(
                [title(["version", "published", "by", "scores", "live in", "what"]), ...versions.map((version) => versionRow(version, paint))],
                lineWidth(screen),
              )),
        ]),
    ...(versions.some(({ commit }) => commit === undefined)
      ? [paint("dim", `Scores and words of a version are in its tag: \`promptops history ${prompt} --fetch\` brings tags that are not here.`)]
      : []),
    ...unfinished.map((name) => `${paint("yellow", "unfinished:")} ${name} has a tag and no entry in the log; \`promptops verify\` says what to do.`),
    ...(prompt === undefined || entries.length === 0 ? [] : [""]),
    ...(entries.length > 0
      ? columns([title(["entry", "at", "by", "what", "why"]), ...entries.map((event) => entryRow(event, prompt))], lineWidth(screen))
      : prompt === undefined
        ? [unasked === undefined ? "The release log is empty." : neverAsked(unasked)]
        : []),
    ...standingLines(standing, paint),
  ].join("\n");
}

/** @param prompt Whose history it is; undefined for everything. */
function whatOf({ version, about, environment, changes }: ReleaseEvent, prompt: string | undefined): string {
  if (version !== undefined) return `${version.prompt}@${version.version}`;
  if (about !== undefined) return `${about.prompt}@${about.version}${environment === undefined ? "" : ` for ${environment}`}`;
  const told = changes.filter((change) => change.prompt === (prompt ?? change.prompt));
  const { prompts, places } = reachOf(told);
  return told.length > mostChanges
    ? `${prompts} in ${places}`
    : told.map((change) => `${change.prompt} in ${change.environment} ${changeText(change)}`).join(", ");
}

function versionRow({ version, at, by, scores, live_in, summary = "", deprecated }: VersionSummary, paint: Paint): string[] {
  const passed = scores === undefined ? "–" : `${scores.passed}/${scores.cases}`;
  return [
    paint("bold", version),
    timeText(at),
    oneLine(by.name, 30),
    passed,
    live_in.join(", ") || "–",
    oneLine(deprecated === undefined ? summary : `deprecated: ${deprecated}`, 400),
  ];
}

function entryRow(event: ReleaseEvent, prompt: string | undefined): string[] {
  const { sequence, at, by, kind, reason, gate, snapshot } = event;
  const what = whatOf(event, prompt);
  const why = reason ?? (gate === undefined ? "" : `gate ${gate.verdict}`);
  return [
    String(sequence),
    timeText(at),
    oneLine(by.name, 30),
    `${kind} ${what}${snapshot === undefined ? "" : ` (as at entry ${snapshot})`}`,
    oneLine(why, 400),
  ];
}

function neverAsked(remote: string): string {
  return `No release is known here, and ${remote} was never asked: \`promptops history --fetch\` does.`;
}
