import type { ReleaseEvent } from "./release-event.ts";

/**
 * The entry whose rollback took a version out of an environment last: it was live there, and so was what the rollback went back to, before it.
 * Undefined when none ever did. @param events Everything that pointed that environment elsewhere for that prompt, oldest first.
 */
export function leftByRollback(
  events: readonly Pick<ReleaseEvent, "kind" | "sequence" | "changes">[],
  { environment, prompt, version }: { readonly environment: string; readonly prompt: string; readonly version: string },
): number | undefined {
  let left: number | undefined;
  /** What became live, in order, without what was rolled back from. */
  let way: readonly string[] = [];
  for (const { kind, sequence, changes } of events) {
    const change = changes.find((each) => each.environment === environment && each.prompt === prompt);
    if (change === undefined) continue;
    if (kind === "rollback") {
      const target = way.lastIndexOf(change.to);
      if (change.from === version || way.slice(target + 1).includes(version)) left = sequence;
      way = way.slice(0, target + 1);
    }
    if (way.at(-1) !== change.to) way = [...way, change.to];
  }
  return left;
}
