import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { promptsAt } from "../evaluation/prompts-at.ts";

export interface GatedStates {
  /** Where prompts are read. */
  readonly source: DocumentSource;
  /** Where what judges them is read: configuration, manifests, suites, judges, scorers. */
  readonly judging: DocumentSource;
}

/** @throws PromptopsError `unknown-revision`. */
export async function gatedStates(
  { git, workTree }: { readonly git: GitRepo; readonly workTree: DocumentSource },
  { ref, promptsFrom }: { readonly ref: string | undefined; readonly promptsFrom: string | undefined },
): Promise<GatedStates> {
  if (promptsFrom !== undefined) return { source: (await promptsAt(git, promptsFrom)).source, judging: workTree };
  if (ref === undefined) return { source: workTree, judging: workTree };
  const commit = await git.resolve(ref);
  if (commit === undefined) throw new PromptopsError("unknown-revision", `"${ref}" names no commit.`, { where: "--ref" });
  const source = git.at(commit);
  return { source, judging: source };
}
