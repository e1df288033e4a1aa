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
  const { prompts, places } = reachOf(changes);
  if (snapshot !== undefined) return `${verb} ${places} to entry ${snapshot} (${prompts})`;
  if (changes.length > 1) return `${verb} ${changes.every(({ prompt }) => prompt === first.prompt) ? first.prompt : prompts} in ${places}`;
  return kind === "promote"
    ? `Promote ${versionName({ prompt: first.prompt, version: first.to })} to ${first.environment}`
    : `Roll back ${first.prompt} in ${first.environment} ${changeText(first)}`;
}

/** How far several changes reach: `12 prompts`; `production`, `production and staging`, or `5 environments`. */
export function reachOf(changes: readonly Change[]): { readonly prompts: string; readonly places: string } {
  const prompts = new Set(changes.map(({ prompt }) => prompt)).size;
  const places = [...new Set(changes.map(({ environment }) => environment))];
  return { prompts: `${prompts} ${prompts === 1 ? "prompt" : "prompts"}`, places: places.length > 2 ? `${places.length} environments` : places.join(" and ") };
}

/** `from 1.3.0 to 1.2.0` */
export function changeText({ from, to }: Change): string {
  return from === null ? `to ${to}` : `from ${from} to ${to}`;
}

/**
 * Of several changes, those of one environment or of more, a line for each: `billing/summarize from 1.3.0 to 1.2.0`.
 * @param isOpen Nothing around them says which environment it is: each line does, also where there is only one.
 */
export function changeLines(changes: readonly Change[], isOpen = false): string[] {
  const places = new Set(changes.map(({ environment }) => environment));
  return changes.map((change) => `${change.prompt}${isOpen || places.size > 1 ? ` in ${change.environment}` : ""} ${changeText(change)}`);
}

/** The whole message of an entry's commit. */
export function entryMessage(event: Told & Pick<ReleaseEvent, "reason">): string {
  const lines = event.snapshot === undefined && event.changes.length < 2 ? [] : changeLines(event.changes).map((line) => `- ${line}`);
  return [eventSentence(event), event.reason, lines.join("\n")].filter(Boolean).join("\n\n") + "\n";
}
