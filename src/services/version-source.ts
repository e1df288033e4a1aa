import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { versionName, type VersionName } from "../core/release/version-name.ts";
import { versionOf } from "../core/release/versions-of.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";

/** The repository as it was when a version was made, whatever the work tree looks like. @throws PromptopsError `unknown-version`. */
export async function versionSource(git: GitRepo, wanted: VersionName): Promise<DocumentSource> {
  const name = versionName(wanted);
  const [tag] = await git.readTags([name]);
  const version = tag && versionOf(tag);
  if (version !== undefined) return git.at(version.commit, `version ${name}`);
  const others = (await git.refs(`refs/tags/${wanted.prompt}@*`)).map((ref) => ref.name.slice("refs/tags/".length));
  const near = nearest(
    name,
    others.filter((other) => other !== name),
  );
  throw new PromptopsError("unknown-version", `There is no version ${name}.`, {
    hint:
      near === undefined
        ? `Run \`promptops history ${wanted.prompt}\` to see its versions.`
        : `Did you mean ${near}? \`promptops history ${wanted.prompt}\` shows all.`,
  });
}
