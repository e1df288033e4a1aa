import pLimit from "p-limit";
import semver from "semver";
import type { ListedPrompt, ListResult } from "../core/results/list.ts";
import { filesByPrompt, manifestFile, promptFile, suiteNamesIn } from "../core/model/document-paths.ts";
import { parseVersionName } from "../core/release/version-name.ts";
import { versionsOf } from "../core/release/versions-of.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { readDocument } from "./documents/read-document.ts";
import { openProject } from "./open-project.ts";

export interface ListDependencies {
  readonly source: DocumentSource;
  readonly git: Pick<GitRepo, "refs" | "readTags">;
}

/** Every prompt with what one line can say of it; one that cannot be read is listed with the reason. @throws PromptopsError `not-a-project`, `invalid-documents`. */
export async function listPrompts({ source, git }: ListDependencies): Promise<ListResult> {
  const { promptIds } = await openProject(source);
  const [files, latest] = await Promise.all([source.list("prompts"), latestVersions(git)]);
  const byPrompt = filesByPrompt(files);
  const limit = pLimit(16);
  return { prompts: await Promise.all(promptIds.map((id) => limit(() => listed(source, id, suiteNamesIn(byPrompt.get(id) ?? [], id), latest.get(id))))) };
}

async function listed(source: DocumentSource, id: string, suites: readonly string[], latest: string | undefined): Promise<ListedPrompt> {
  const [prompt, manifest] = await Promise.all([readDocument(source, "prompt", promptFile(id)), readDocument(source, "manifest", manifestFile(id))]);
  const [problem] = [...(prompt?.problems ?? []), ...(manifest?.problems ?? [])];
  const description = prompt?.value?.description;
  return {
    id,
    ...(description !== undefined && { description }),
    ...(prompt?.value !== undefined && { model: prompt.value.model.id }),
    suites: [...suites],
    owners: manifest?.value?.owners ?? [],
    ...(latest !== undefined && { latest_version: latest }),
    ...(problem !== undefined && { problem: problem.message }),
  };
}

/** The highest version of each prompt. Most tags that look like one are one, so usually a tag per prompt is read. */
async function latestVersions(git: ListDependencies["git"]): Promise<Map<string, string>> {
  const named = (await git.refs("refs/tags/")).flatMap(({ name }) => parseVersionName(name.slice("refs/tags/".length)) ?? []);
  let candidates = Object.values(Object.groupBy(named, ({ prompt }) => prompt)).map((versions = []) =>
    versions.toSorted((a, b) => semver.rcompare(a.version, b.version)),
  );
  const latest = new Map<string, string>();
  while (candidates.length > 0) {
    const tags = await git.readTags(candidates.map(([first]) => `${first?.prompt}@${first?.version}`));
    for (const { prompt, version } of versionsOf(tags)) latest.set(prompt, version);
    candidates = candidates.flatMap(([first, ...rest]) => (first === undefined || latest.has(first.prompt) || rest.length === 0 ? [] : [rest]));
  }
  return latest;
}
