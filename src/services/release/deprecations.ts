import { versionFile, versionsFolder } from "../../core/release/state-files.ts";
import { emptyState } from "../../core/release/release-state.ts";
import { versionName, type VersionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";
import { withVersions } from "./read-state.ts";

/** What is kept: which versions are deprecated, and which were looked at, as of a commit of the log. */
interface Kept {
  readonly commit: string;
  /** By version's name; null: it is not deprecated. */
  readonly reasons: Readonly<Record<string, string | null>>;
}

/** Fewer are read as fast as they are remembered. */
const worthKeeping = 200;
const name = "deprecated-1";

/** Why versions were deprecated, of those that were, by their names. @param cache For whoever only shows it: a record that did not change is not read again. */
export async function deprecations(
  git: GitRepo,
  commit: string,
  versions: readonly VersionName[],
  cache: TextCache | undefined,
): Promise<ReadonlyMap<string, string>> {
  const kept = versions.length > worthKeeping && cache !== undefined ? await keptAt(git, cache, commit) : {};
  const unknown = versions.filter((version) => !Object.hasOwn(kept, versionName(version)));
  const { versions: records } = await withVersions(git, commit, emptyState, unknown);
  const reasons = { ...kept, ...Object.fromEntries([...records].map(([key, { deprecated }]) => [key, deprecated?.reason ?? null])) };
  if (cache !== undefined && unknown.length > worthKeeping) await cache.put(name, JSON.stringify({ commit, reasons } satisfies Kept));
  return new Map(Object.entries(reasons).flatMap(([key, reason]) => (reason === null ? [] : [[key, reason] as const])));
}

/** What is kept and still holds: a version's file changes only with what is said of it. */
async function keptAt(git: GitRepo, cache: TextCache, commit: string): Promise<Kept["reasons"]> {
  const kept = keptIn(await cache.get(name));
  if (kept === undefined || kept.commit === commit) return kept?.reasons ?? {};
  try {
    const { changed, removed } = await git.changedFiles(kept.commit, commit);
    const stale = new Set([...changed, ...removed].filter((file) => file.startsWith(`${versionsFolder}/`)));
    return Object.fromEntries(Object.entries(kept.reasons).filter(([key]) => !stale.has(fileOf(key))));
  } catch {
    return {};
  }
}

function fileOf(key: string): string {
  const at = key.lastIndexOf("@");
  return versionFile({ prompt: key.slice(0, at), version: key.slice(at + 1) });
}

/** Undefined for whatever was not written whole, or in another form. */
function keptIn(text: string | undefined): Kept | undefined {
  try {
    const { commit, reasons } = JSON.parse(text ?? "{}") as { readonly commit?: unknown; readonly reasons?: unknown };
    if (typeof commit !== "string" || !/^[0-9a-f]{40,64}$/.test(commit) || typeof reasons !== "object" || reasons === null) return undefined;
    const sound = Object.values(reasons).every((reason) => reason === null || typeof reason === "string");
    return sound ? { commit, reasons: reasons as Kept["reasons"] } : undefined;
  } catch {
    return undefined;
  }
}
