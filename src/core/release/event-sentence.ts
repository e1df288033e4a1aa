import type { Change, ReleaseEvent } from "./release-event.ts";
import { versionName } from "./version-name.ts";

type Told = Pick<ReleaseEvent, "kind" | "version" | "about" | "environment" | "changes" | "snapshot">;

/** What an entry did, in one line: the subject of its commit. */
export function eventSentence({ kind, version, about, environment, changes, snapshot }: Told): string {
  if (kind === "publish" && version !== undefined) return `Publish ${versionName(version)}`;
  if (kind === "approve" && about !== undefined) return `Approve ${versionName(about)} for ${environment ?? "nothing"}`;
  if (kind === "deprecate" && about !== undefined) return `Deprecate ${versionName(about)}`;
  const [first] = changes;
  const verb = kind === "promote" ? "Promote" : "Roll back";
  if (first === undefined) return `${verb} nothing`;
  const places = placesOf(changes);
  const prompts = new Set(changes.map(({ prompt }) => prompt)).size;
  if (snapshot !== undefined) return `${verb} ${places} to entry ${snapshot} (${prompts} ${prompts === 1 ? "prompt" : "prompts"})`;
  if (changes.length > 1) return `${verb} ${prompts === 1 ? first.prompt : `${prompts} prompts`} in ${places}`;
  return kind === "promote"
    ? `Promote ${versionName({ prompt: first.prompt, version: first.to })} to ${first.environment}`
    : `Roll back ${first.prompt} in ${first.environment} ${changeText(first)}`;
}

/** `production`, `production and staging`, `5 environments` */
function placesOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.map(({ environment }) => environment))];
  return names.length > 2 ? `${names.length} environments` : names.join(" and ");
}

/** `from 1.3.0 to 1.2.0` */
export function changeText({ from, to }: Change): string {
  return from === null ? `to ${to}` : `from ${from} to ${to}`;
}

/** Of several changes, those of one environment or of more, a line for each: `billing/summarize from 1.3.0 to 1.2.0`. */
export function changeLines(changes: readonly Change[]): string[] {
  const places = new Set(changes.map(({ environment }) => environment));
  return changes.map((change) => `${change.prompt}${places.size > 1 ? ` in ${change.environment}` : ""} ${changeText(change)}`);
}

/** The whole message of an entry's commit. */
export function entryMessage(event: Told & Pick<ReleaseEvent, "reason">): string {
  const lines = event.snapshot === undefined && event.changes.length < 2 ? [] : changeLines(event.changes).map((line) => `- ${line}`);
  return [eventSentence(event), event.reason, lines.join("\n")].filter(Boolean).join("\n\n") + "\n";
}
