import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { env, geteuid } from "node:process";

/** A repository about which git's own files say all that is to be known. */
export interface PlainRepository {
  /** Absolute path of the work tree's top, without symbolic links. */
  readonly root: string;
  /** Absolute path of `.git`. */
  readonly commonFolder: string;
}

/** Variables that change where git looks, or what it trusts. */
const asked = /^GIT_(?:CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|REFERENCE_BACKEND|TEST_)/;

/**
 * The repository around a folder when it is the most usual one: a folder `.git` of the user's own in the first version of git's format, so
 * that refs are files and everything lies inside. Undefined for whatever is unusual or wrong: then git is to be asked, and says best why.
 * Most commands would start git for nothing else.
 */
export function plainRepository(cwd: string): PlainRepository | undefined {
  if (geteuid === undefined || Object.keys(env).some((name) => asked.test(name))) return undefined;
  try {
    const start = realpathSync(cwd);
    const { dev } = statSync(start);
    for (let at = start; ; at = dirname(at)) {
      if (statSync(at).dev !== dev || isGitsOwn(at)) return undefined;
      if (lstatSync(join(at, ".git"), { throwIfNoEntry: false }) !== undefined)
        return isPlain(at, geteuid()) ? { root: at, commonFolder: join(at, ".git") } : undefined;
      if (at === dirname(at)) return undefined;
    }
  } catch {
    return undefined;
  }
}

/** Where git would see a repository without a work tree. */
function isGitsOwn(folder: string): boolean {
  return ["HEAD", "objects", "refs"].every((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined);
}

function isPlain(root: string, user: number): boolean {
  const folder = join(root, ".git");
  const own = [root, folder].map((path) => lstatSync(path)).every((found) => found.isDirectory() && found.uid === user);
  if (!own || !isGitsOwn(folder) || lstatSync(join(folder, "commondir"), { throwIfNoEntry: false }) !== undefined) return false;
  const config = readFileSync(join(folder, "config"), "utf8");
  const says = (pattern: RegExp) => [...config.matchAll(pattern)].length;
  // Named anywhere, these may mean that something lies elsewhere or in another form.
  return (
    says(/^\s*repositoryformatversion\s*=\s*0\s*$/gim) === 1 &&
    says(/repositoryformatversion/gi) === 1 &&
    says(/worktree|extensions/gi) === 0 &&
    says(/\bbare\b/gi) === says(/^\s*bare\s*=\s*false\s*$/gim)
  );
}
