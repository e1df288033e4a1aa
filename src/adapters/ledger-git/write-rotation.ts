import { digestBytes } from "../../core/identity/digest.ts";
import { formatFile, formatText, rotationFile, rotationText, type PrunedRecord } from "../../core/ledger/rotation.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LedgerGroup, Pruning } from "../../ports/ledger-store.ts";
import { ledgerView } from "./ledger-view.ts";

/** A first commit with everything of `tip` but what is pruned, on no branch yet. */
export async function writeRotation(
  git: GitRepo,
  tip: string,
  { deleted, redacted, records }: Pruning,
  { message, by, at }: Omit<LedgerGroup, "records">,
): Promise<string> {
  const past = ledgerView(git, tip);
  const noted = async (path: string, became: PrunedRecord["became"]): Promise<PrunedRecord> => ({
    path,
    digest: digestBytes((await past.read(path)) ?? ""),
    became,
  });
  const pruned: PrunedRecord[] = [];
  for (const path of deleted) pruned.push(await noted(path, "deleted"));
  for (const { path } of redacted) pruned.push(await noted(path, "redacted"));
  const files = {
    [formatFile]: formatText({ ledger: 1, rotation: { from: tip } }),
    [rotationFile(tip)]: rotationText(pruned),
    ...Object.fromEntries([...redacted, ...records].map(({ path, text }) => [path, text])),
  };
  return git.writeCommit({ parent: undefined, filesOf: tip, files, removed: deleted, message, author: by, at });
}
