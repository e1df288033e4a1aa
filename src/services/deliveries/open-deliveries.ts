import type { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Sharing } from "../../ports/ledger-store.ts";
import type { DeliverDeps } from "../deliver/deliver-deps.ts";
import { recoverReceipts } from "../deliver/recover-receipts.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";
import { ledgerAuthor } from "../run-due/runner-identity.ts";
import { tickProject, type TickProject } from "../run-due/tick-project.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";

/** Milliseconds to wait for a tick that is under way. */
const tickWaitMs = 60_000;

export interface OpenDeliveries {
  readonly project: TickProject;
  readonly index: LedgerIndex;
  readonly deliver: DeliverDeps;
  readonly sharing: Sharing;
  /** Why the remote could not be asked. */
  readonly offline: PromptopsError | undefined;
}

/** Opens the ledger as it is now everywhere, where the remote can be asked. @throws PromptopsError as `tickProject` does; `ledger-rewritten`, `ledger-lost`. */
export async function openDeliveries(deps: DeliveriesDeps): Promise<OpenDeliveries> {
  const { git, host, random, clock, journal, redact } = deps;
  const project = await tickProject(git);
  const remote = await ledgerRemote(git, project.config);
  const ledger = await deps.openLedger(remote);
  const offline = await ledger.sync();
  const openDestination = await deps.openDestinations(project.source);
  return {
    project,
    index: await deps.openIndex(remote),
    offline,
    sharing: offline === undefined ? "shared" : "local",
    deliver: { ledger, journal, clock, random, redact, openDestination, runner: { host, nonce: random.hex(8) }, by: await ledgerAuthor(git, host) },
  };
}

/**
 * The same for who changes something: no tick runs meanwhile, and what a dead one left behind is in the ledger before.
 * @throws PromptopsError `locked`; `remote-unreachable` and the like where the configuration does not allow to go on without the remote.
 */
export function changingDeliveries<T>(deps: DeliveriesDeps, work: (open: OpenDeliveries) => Promise<T>): Promise<T> {
  return deps.lock.holding("tick", tickWaitMs, async () => {
    const open = await openDeliveries(deps);
    if (open.offline !== undefined && open.project.config.ledger?.without_remote !== "local") throw open.offline;
    await recoverReceipts(open.deliver, await deps.journal.left(), open.sharing);
    return work(open);
  });
}

export function offlineNotes({ offline }: Pick<OpenDeliveries, "offline">): string[] {
  return offline === undefined ? [] : [`The remote could not be asked, so this is what is known here: ${offline.message}`];
}
