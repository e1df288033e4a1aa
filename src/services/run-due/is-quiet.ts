import { firstLook } from "./jobs-to-look-at.ts";
import type { Tick } from "./tick.ts";

const name = "quiet";

/** Until when nothing is to be done, for one commit of schedules and one tip of the ledger: whatever happens changes one of them. */
interface Kept {
  readonly commit: string;
  /** Null: there is no ledger. */
  readonly tip: string | null;
  readonly tool: string;
  /** When the first job wants to be looked at, milliseconds since the epoch (null: never). */
  readonly until: number | null;
}

/** No job is due, no delivery waits, and no process left anything behind. A tick that finds it like the last one reads a few bytes. */
export async function isQuiet({ deps, project: { commit, config, source }, ledger }: Tick): Promise<boolean> {
  if ((await deps.journal.left()).length > 0) return false;
  const view = await ledger.view();
  const now = deps.clock.now();
  const here = { commit, tip: view.tip ?? null, tool: deps.toolVersion };
  const kept = keptIn(await deps.cache.get(name));
  if (kept?.commit === here.commit && kept.tip === here.tip && kept.tool === here.tool) return isBefore(now, kept.until);
  if ((await view.list("state/pending")).length > 0) return false;
  const { schedulesKey } = await import("./cached-schedules.ts");
  const until = await firstLook(deps, view, await schedulesKey(deps, { commit, config, source }));
  if (until === undefined || !isBefore(now, until)) return false;
  await deps.cache.put(name, JSON.stringify({ ...here, until } satisfies Kept));
  return true;
}

function isBefore(now: number, until: number | null): boolean {
  return until === null || now < until;
}

function keptIn(text: string | undefined): Kept | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}
