import type { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Runner } from "../../core/ledger/record-parts.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { Committed, LedgerRecord, LedgerStore, Sharing } from "../../ports/ledger-store.ts";
import { ledgerRemote } from "./ledger-remote.ts";
import type { RunDueDeps } from "./run-due-deps.ts";
import { ledgerAuthor } from "./runner-identity.ts";
import { tickProject, type TickProject } from "./tick-project.ts";

/** Everything the steps of one tick have in common. */
export interface Tick {
  readonly deps: RunDueDeps;
  readonly project: TickProject;
  readonly ledger: LedgerStore;
  readonly remote: string | undefined;
  /** Why the remote could not be asked, where the policy lets a tick go on without it. */
  readonly offline: PromptopsError | undefined;
  readonly runner: Runner;
  /** Who writes its commits. */
  by(): Promise<Person>;
  readonly sharing: Sharing;
  /** Writes records in one commit, on the remote too where there is one. */
  commit(records: readonly LedgerRecord[], message: string): Promise<Committed>;
}

/**
 * Opens the project of the commit and the ledger as it is now everywhere.
 * @param writes Without it nothing is shared either, whatever waits for it.
 * @throws PromptopsError as `tickProject` does; `remote-unreachable` where the policy is `refuse`; `ledger-rewritten`, `ledger-lost`.
 */
export async function openTick(deps: RunDueDeps, { writes = true }: { readonly writes?: boolean } = {}): Promise<Tick> {
  const { git, random, clock } = deps;
  const project = await tickProject(git, deps);
  const remote = await ledgerRemote(git, project.config);
  const ledger = await deps.openLedger(remote);
  const offline = await ledger.sync();
  if (offline !== undefined && project.config.ledger?.without_remote !== "local") throw offline;
  const sharing: Sharing = offline === undefined ? "shared" : "local";
  let runner: Runner | undefined;
  let author: Promise<Person> | undefined;
  const by = () => (author ??= ledgerAuthor(git, deps.host()));
  const commit: Tick["commit"] = async (records, message) => ledger.commit({ records, message, by: await by(), at: clock.now() }, sharing);
  // What was recorded while the remote could not be reached goes there first.
  const mayBeBehind = writes && remote !== undefined && offline === undefined && project.config.ledger?.without_remote === "local";
  if (mayBeBehind && (await ledger.view()).tip !== undefined) await commit([], "Share what was recorded without the remote");
  return {
    deps,
    project,
    ledger,
    remote,
    offline,
    get runner() {
      return (runner ??= { host: deps.host(), nonce: random.hex(8) });
    },
    by,
    sharing,
    commit,
  };
}

/** A record as the ledger takes it. */
export function ledgerRecord(path: string, value: object): LedgerRecord {
  return { path, text: `${JSON.stringify(value)}\n` };
}
