import { requireVersionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { versionSource } from "../version-source.ts";
import type { EvaluationTarget } from "./evaluation-input.ts";

export interface TargetPlaces {
  readonly git: GitRepo;
  /** Where prompts are read: the work tree, or a commit. */
  readonly source: DocumentSource;
  /** Where their suites are. */
  readonly workTree: DocumentSource;
  /** The prompts of `source`. */
  readonly promptIds: readonly string[];
}

/** What was named: `id` as it is in `source`, `id@1.2.0` as it was released. Without names every prompt of `source` that has a suite. @throws PromptopsError `unknown-version`. */
export function resolveTargets(places: TargetPlaces, names: readonly string[]): Promise<EvaluationTarget[]> {
  if (names.length === 0) return Promise.resolve(places.promptIds.map((promptId) => ({ ...asItIs(places, promptId), optional: true })));
  return Promise.all([...new Set(names)].map(async (name) => (name.includes("@") ? released(places.git, name) : asItIs(places, name))));
}

function asItIs({ source, workTree }: TargetPlaces, promptId: string): EvaluationTarget {
  return { promptId, promptSource: source, suiteSource: workTree };
}

async function released(git: GitRepo, label: string): Promise<EvaluationTarget> {
  const version = requireVersionName(label);
  const source = await versionSource(git, version);
  return { promptId: version.prompt, promptSource: source, suiteSource: source, label };
}
