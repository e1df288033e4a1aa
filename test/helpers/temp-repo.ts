import { execFile } from "node:child_process";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { hermetic } from "./hermetic.ts";
import { tempFolder } from "./temp-folder.ts";

export interface TempRepo {
  /** Absolute path of its work tree. */
  readonly root: string;
  /** Runs git there; resolves with what it printed. */
  git(...args: string[]): Promise<string>;
  /** Writes files (repository-relative path: text) without committing them. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Writes files and commits everything; resolves with the commit's id. */
  commit(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** A second clone of the same remote, or of this repository. */
  clone(...options: string[]): Promise<TempRepo>;
  /** Makes an empty bare repository and adds it as `origin`; resolves with its path. */
  addRemote(...options: string[]): Promise<string>;
}

/** A real git repository on branch `main`; it is removed when all tests are done. */
export async function tempRepo(...options: string[]): Promise<TempRepo> {
  const root = tempFolder();
  await cp(await emptyRepo(options), root, { recursive: true });
  return tempRepoAt(root);
}

const emptyRepos = new Map<string, Promise<string>>();

/** Initialized once, and copied from then on: that takes a fraction of the time. */
function emptyRepo(options: readonly string[]): Promise<string> {
  const key = options.join(" ");
  const repo = emptyRepos.get(key) ?? initialized(options);
  emptyRepos.set(key, repo);
  return repo;
}

async function initialized(options: readonly string[]): Promise<string> {
  const root = tempFolder();
  await runGit(root, "init", "--quiet", "--initial-branch=main", ...options);
  const hooks = join(root, ".git/hooks");
  for (const sample of await readdir(hooks)) await rm(join(hooks, sample));
  return root;
}

/** A repository that is there already. */
export function tempRepoAt(root: string): TempRepo {
  const git = (...args: string[]) => runGit(root, ...args);
  const write = async (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  };
  return {
    root,
    git,
    write,
    async commit(files, message = "change") {
      await write(files);
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "--message", message);
      return git("rev-parse", "HEAD");
    },
    async clone(...options) {
      const origin = await git("config", "--get", "remote.origin.url").catch(() => root);
      const folder = tempFolder();
      await runGit(folder, "clone", "--quiet", ...options, origin, ".");
      return tempRepoAt(folder);
    },
    async addRemote(...options) {
      const bare = tempFolder();
      await runGit(bare, "init", "--quiet", "--bare", "--initial-branch=main", ...options);
      await git("remote", "add", "origin", bare);
      return bare;
    },
  };
}

const run = promisify(execFile);

async function runGit(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run("git", args, { cwd, env: { ...process.env, ...hermetic }, maxBuffer: 1 << 28 });
  return stdout.replace(/\n$/, "");
}
