import type { ReleaseEvent } from "../../src/core/release/release-event.ts";
import { logRef, readEntry } from "../../src/services/release/release-log.ts";
import type { Deps } from "./release-project.ts";

export type Forged = Partial<Omit<ReleaseEvent, "schema_version" | "sequence" | "previous">>;

/** An entry that somebody writes by hand, with git alone: it follows from the one before it, and writes whatever files it likes. */
export async function forge({ git, clock }: Deps, event: Forged, files: Readonly<Record<string, string>> = {}, signed?: true): Promise<string> {
  const tip = await git.ref(logRef);
  const by = await git.identity();
  if (tip === undefined || by === undefined) throw new Error("nothing to forge");
  const last = (await readEntry(git, tip)).event;
  const at = clock.now();
  const entry = { schema_version: 1, sequence: last.sequence + 1, previous: tip, at: new Date(at).toISOString(), by, kind: "approve", changes: [], ...event };
  const next = await git.writeCommit({
    parent: tip,
    files: { "event.json": JSON.stringify(entry), ...files },
    message: "Hm",
    author: by,
    at,
    ...(signed && { signed }),
  });
  await git.updateRefs([{ ref: logRef, next, expected: tip }]);
  return next;
}

/** A file of the log's tip. */
export async function fileOf({ git }: Deps, path: string): Promise<Record<string, unknown>> {
  const [text = ""] = await git.readFromEach([(await git.ref(logRef)) ?? ""], path);
  return JSON.parse(text) as Record<string, unknown>;
}
