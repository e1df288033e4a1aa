import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { VersionRecord } from "../../core/release/release-state.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { VerifyCheck } from "../../core/results/verify.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readEntries, tagRef, trackingRef } from "./release-log.ts";
import { verifyLog } from "./verify-log.ts";

/** The problems of a remote's log where it is not part of the one here: what was recorded on both sides is brought together only when it is sound. */
export async function verifyApart(git: GitRepo, remote: string, tip: string | undefined): Promise<VerifyCheck[]> {
  const there = await git.ref(trackingRef(remote));
  if (there === undefined || tip === undefined || there === tip || (await git.isAncestor(there, tip))) return [];
  const checks = await checksOf(git, there);
  return checks.filter(({ outcome }) => outcome === "problem").map((check) => ({ ...check, message: `On ${remote}: ${check.message}` }));
}

/** That a remote's log cannot even be read speaks against the remote: the one here is told of all the same. */
async function checksOf(git: GitRepo, there: string): Promise<readonly VerifyCheck[]> {
  try {
    return (await verifyLog(git, there)).checks;
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "release-log-damaged") throw error;
    return [{ check: "log", outcome: "problem", message: error.message }];
  }
}

/**
 * Versions whose tag the remote does not have any more, or has with another content, by their names. It is asked now.
 * @param seen The newest entry that is known to have been on the remote: what was published since may not be there yet.
 * @throws as `GitRepo.fetch` does.
 */
export async function verifyRemoteTags(
  git: GitRepo,
  remote: string,
  { tip, seen, records }: { readonly tip: string | undefined; readonly seen: string | undefined; readonly records: readonly VersionRecord[] },
): Promise<ReadonlyMap<string, VerifyCheck>> {
  if (tip === undefined || seen === undefined) return new Map();
  const pending = new Set(
    (await readEntries(git, `${seen}..${tip}`)).flatMap(({ event: { version } }) => (version === undefined ? [] : [versionName(version)])),
  );
  const patterns = records.length === 1 ? records.map((record) => tagRef(versionName(record))) : ["refs/tags/*"];
  const there = await git.remoteRefs(remote, patterns);
  const found = records.flatMap((record): [string, VerifyCheck][] => {
    const name = versionName(record);
    const tag = there.get(tagRef(name));
    if (tag === record.tag || pending.has(name)) return [];
    const message =
      tag === undefined
        ? `Its tag was deleted on ${remote}: \`git push ${remote} ${record.tag}:${tagRef(name)}\` puts it back.`
        : `On ${remote} its tag is ${tag.slice(0, 7)}, where entry ${record.sequence} of the release log names ${record.tag.slice(0, 7)}: it was moved there.`;
    return [[name, { check: "tag", outcome: "problem", message }]];
  });
  return new Map(found);
}
