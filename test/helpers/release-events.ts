import type { LogEntry } from "../../src/core/release/fold-log.ts";
import type { ReleaseEvent } from "../../src/core/release/release-event.ts";

export const ada = { name: "Ada Author", email: "ada@example.com" };

/** What happened, in short: `["publish", "a@1.0.0"]`, `["promote", "a@1.0.0", "production"]`, `["rollback", "a@1.0.0", "production"]`. */
export type Happened = readonly [kind: ReleaseEvent["kind"], version: string, environment?: string];

/** A log of these entries, one hour apart from 2026-11-20T00:00Z on; commits are c1, c2 … */
export function logOf(...happened: readonly Happened[]): LogEntry[] {
  const live = new Map<string, string>();
  return happened.map(([kind, name, environment = ""], at) => {
    const [prompt = "", version = ""] = name.split("@");
    const key = `${environment} ${prompt}`;
    const changes = kind === "publish" ? [] : [{ environment, prompt, from: live.get(key) ?? null, to: version }];
    if (kind !== "publish") live.set(key, version);
    const event: ReleaseEvent = {
      schema_version: 1,
      sequence: at + 1,
      previous: at === 0 ? null : `c${at}`,
      kind,
      at: new Date(Date.UTC(2026, 10, 20, at)).toISOString(),
      by: ada,
      ...(kind === "publish" ? { version: { prompt, version, tag: `tag-${name}`, prompt_digest: `digest-${name}` } } : {}),
      changes,
      ...(kind === "rollback" ? { reason: "It was wrong." } : {}),
    };
    return { commit: `c${at + 1}`, event };
  });
}
