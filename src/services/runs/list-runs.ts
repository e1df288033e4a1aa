import type { RunsListResult } from "../../core/results/runs.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerIndex, RunFilter } from "../../ports/ledger-index.ts";
import type { LedgerStore, LedgerView } from "../../ports/ledger-store.ts";
import type { ConfigMemory } from "../run-due/tick-project.ts";

export interface ListRunsDeps {
  readonly git: GitRepo;
  readonly workTree?: DocumentSource;
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
  readonly memory?: ConfigMemory;
}

export interface ListRunsInput extends Pick<RunFilter, "job" | "prompt" | "status" | "since" | "limit"> {
  readonly fetch: boolean;
}

/** Runs and previews, newest first. @throws PromptopsError `unknown-job`, `unknown-prompt`; the remote's error when it was to be asked. */
export async function listRuns({ git, workTree, openLedger, openIndex, memory }: ListRunsDeps, { fetch, ...filter }: ListRunsInput): Promise<RunsListResult> {
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
  const runs = await here();
  if (runs.length === 0) await requireNames(git, filter, { workTree, index: await openIndex(undefined), view: await (await openLedger(undefined)).view() });
  return { runs: [...runs] };
}

/** A job or a prompt that was run is known, whatever else is filtered out. */
async function requireNames(
  git: GitRepo,
  { job, prompt }: Pick<ListRunsInput, "job" | "prompt">,
  { workTree, index, view }: { readonly workTree: DocumentSource | undefined; readonly index: LedgerIndex; readonly view: LedgerView },
): Promise<void> {
  const { requireFilterNames } = await import("../require-filter-names.ts");
  const ran = async (filter: RunFilter) => (await index.runs({ ...filter, limit: 1 })).length > 0;
  const recorded = {
    job: job !== undefined && (await ran({ job })) ? job : undefined,
    prompt: prompt !== undefined && (await ran({ prompt })) ? prompt : undefined,
  };
  await requireFilterNames({ git, workTree, view }, { job, prompt }, recorded);
}
