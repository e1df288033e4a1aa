import { requireVersionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { versionSource } from "../version-source.ts";
import type { EvaluationTarget } from "./evaluation-input.ts";

export interface TargetPlaces {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  /** The prompts of the work tree. */
  readonly promptIds: readonly string[];
}

/** What was named: `id` as it is in the work tree, `id@1.2.0` as it was released. Without names every prompt of the work tree that has a suite. @throws PromptopsError `unknown-version`. */
export function resolveTargets(places: TargetPlaces, names: readonly string[]): Promise<EvaluationTarget[]> {
  if (names.length === 0) return Promise.resolve(places.promptIds.map((promptId) => ({ ...inWorkTree(places, promptId), optional: true })));
  return Promise.all([...new Set(names)].map(async (name) => (name.includes("@") ? released(places.git, name) : inWorkTree(places, name))));
}

function inWorkTree({ workTree }: TargetPlaces, promptId: string): EvaluationTarget {
  return { promptId, promptSource: workTree, suiteSource: workTree };
}

async function released(git: GitRepo, label: string): Promise<EvaluationTarget> {
  const version = requireVersionName(label);
  const source = await versionSource(git, version);
  return { promptId: version.prompt, promptSource: source, suiteSource: source, label };
}
