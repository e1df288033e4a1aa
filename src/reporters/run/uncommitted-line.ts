import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";

/** What is not committed is not run, which surprises whoever has just written it. */
export function uncommittedLine(paths: readonly string[], screen: Screen): string[] {
  if (paths.length === 0) return [];
  const named = paths.slice(0, 5).map((path) => oneLine(path, 200));
  const names = `${named.join(", ")}${paths.length > named.length ? ` and ${paths.length - named.length} more` : ""}`;
  return [`${paintFor(screen)("yellow", "note:")} not committed, so no tick goes by it: ${names}. Commit with \`git add schedules && git commit\`.`];
}
