import type { Change, ReleaseEvent } from "./release-event.ts";
import { versionName } from "./version-name.ts";

/** What an entry did, in one line: the subject of its commit. */
export function eventSentence({ kind, version, changes, snapshot }: Pick<ReleaseEvent, "kind" | "version" | "changes" | "snapshot">): string {
  if (kind === "publish" && version !== undefined) return `Publish ${versionName(version)}`;
  const [first] = changes;
  if (first === undefined) return kind === "promote" ? "Promote nothing" : "Roll back nothing";
  if (snapshot !== undefined) return `Roll back ${first.environment} to entry ${snapshot} (${changes.length} ${changes.length === 1 ? "prompt" : "prompts"})`;
  return kind === "promote"
    ? `Promote ${versionName({ prompt: first.prompt, version: first.to })} to ${first.environment}`
    : `Roll back ${first.prompt} in ${first.environment} ${changeText(first)}`;
}

/** `from 1.3.0 to 1.2.0` */
export function changeText({ from, to }: Change): string {
  return from === null ? `to ${to}` : `from ${from} to ${to}`;
}

/** The whole message of an entry's commit. */
export function entryMessage(event: Pick<ReleaseEvent, "kind" | "version" | "changes" | "snapshot" | "reason">): string {
  const lines = event.snapshot === undefined ? [] : event.changes.map((change) => `- ${change.prompt} ${changeText(change)}`);
  return [eventSentence(event), event.reason, lines.join("\n")].filter(Boolean).join("\n\n") + "\n";
}
