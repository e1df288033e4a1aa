import type { Change, ReleaseEvent } from "./release-event.ts";
import { versionName } from "./version-name.ts";

type Told = Pick<ReleaseEvent, "kind" | "version" | "about" | "environment" | "changes" | "snapshot">;

/** What an entry did, in one line: the subject of its commit. */
export function eventSentence({ kind, version, about, environment, changes, snapshot }: Told): string {
  if (kind === "publish" && version !== undefined) return `Publish ${versionName(version)}`;
  if (kind === "approve" && about !== undefined) return `Approve ${versionName(about)} for ${environment ?? "nothing"}`;
  if (kind === "deprecate" && about !== undefined) return `Deprecate ${versionName(about)}`;
  const [first] = changes;
  if (first === undefined) return kind === "promote" ? "Promote nothing" : "Roll back nothing";
  if (snapshot !== undefined) return `Roll back ${first.environment} to entry ${snapshot} (${changes.length} ${changes.length === 1 ? "prompt" : "prompts"})`;
  if (changes.length > 1) return `${kind === "promote" ? "Promote" : "Roll back"} ${changes.length} prompts in ${first.environment}`;
  return kind === "promote"
    ? `Promote ${versionName({ prompt: first.prompt, version: first.to })} to ${first.environment}`
    : `Roll back ${first.prompt} in ${first.environment} ${changeText(first)}`;
}

/** `from 1.3.0 to 1.2.0` */
export function changeText({ from, to }: Change): string {
  return from === null ? `to ${to}` : `from ${from} to ${to}`;
}

/** The whole message of an entry's commit. */
export function entryMessage(event: Told & Pick<ReleaseEvent, "reason">): string {
  const lines = event.snapshot === undefined && event.changes.length < 2 ? [] : event.changes.map((change) => `- ${change.prompt} ${changeText(change)}`);
  return [eventSentence(event), event.reason, lines.join("\n")].filter(Boolean).join("\n\n") + "\n";
}
