import { meantPrompts } from "../../core/model/meant-prompts.ts";
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

/**
 * What was named: `id` as it is in `source`, `id@1.2.0` as it was released, a folder of prompts for all in it that have a suite. Without
 * names every prompt of `source` that has one. @throws PromptopsError `unknown-version`.
 */
export async function resolveTargets(places: TargetPlaces, names: readonly string[]): Promise<EvaluationTarget[]> {
  if (names.length === 0) return places.promptIds.map((promptId) => ({ ...asItIs(places, promptId), optional: true }));
  const found = await Promise.all([...new Set(names)].map(async (name) => (isVersion(name) ? [await released(places.git, name)] : named(places, name))));
  return [...new Map(found.flat().map((target) => [target.label ?? target.promptId, target])).values()];
}

/** The names with every folder of prompts as the prompts in it, and paths as ids. */
export function namedPrompts(promptIds: readonly string[], names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => (isVersion(name) ? [name] : (meantPrompts(name, promptIds)?.ids ?? [name]))))];
}

function isVersion(name: string): boolean {
  return name.includes("@");
}

/** What is none is refused when it is read. */
function named(places: TargetPlaces, name: string): EvaluationTarget[] {
  const { ids, folder } = meantPrompts(name, places.promptIds) ?? { ids: [name], folder: false };
  return ids.map((id) => ({ ...asItIs(places, id), ...(folder ? { optional: true } : {}) }));
}

function asItIs({ source, workTree }: TargetPlaces, promptId: string): EvaluationTarget {
  return { promptId, promptSource: source, suiteSource: workTree };
}

async function released(git: GitRepo, label: string): Promise<EvaluationTarget> {
  const version = requireVersionName(label);
  const source = await versionSource(git, version);
  return { promptId: version.prompt, promptSource: source, suiteSource: source, label };
}
