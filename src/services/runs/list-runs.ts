import type { RunsListResult } from "../../core/results/runs.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerIndex, RunFilter } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { ConfigMemory } from "../run-due/tick-project.ts";

export interface ListRunsDeps {
  readonly git: GitRepo;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
  readonly memory?: ConfigMemory;
}

export interface ListRunsInput extends Pick<RunFilter, "job" | "prompt" | "status" | "since" | "limit"> {
  readonly fetch: boolean;
}

/** Runs and previews, newest first. @throws the remote's error when it was to be asked. */
export async function listRuns({ git, openLedger, openIndex, memory }: ListRunsDeps, { fetch, ...filter }: ListRunsInput): Promise<RunsListResult> {
  // Whatever the remote has is in the ledger here, once it was fetched.
  const here = async () => (await openIndex(undefined)).runs(filter);
  const known = fetch ? [] : await here();
  if (known.length > 0) return { runs: [...known] };
  // Where nothing is recorded, it is said when this is no project.
  const { tickProject } = await import("../run-due/tick-project.ts");
  const { ledgerRemote } = await import("../run-due/ledger-remote.ts");
  const remote = await ledgerRemote(git, (await tickProject(git, memory)).config);
  const offline = fetch ? await (await openLedger(remote)).sync() : undefined;
  if (offline !== undefined) throw offline;
  return { runs: [...(await here())] };
}
