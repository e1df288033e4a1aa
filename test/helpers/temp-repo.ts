import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
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
  await runGit(root, "init", "--quiet", "--initial-branch=main", ...options);
  return tempRepoAt(root);
}

/** A repository that is there already. */
export async function tempRepoAt(root: string): Promise<TempRepo> {
  const git = (...args: string[]) => runGit(root, ...args);
  // Nothing may pack in the background while a test looks, or outlive it.
  await git("config", "gc.auto", "0");
  await git("config", "maintenance.auto", "false");
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

async function runGit(cwd: string, ...args: string[]): Promise<string> {
  return (await execa("git", args, { cwd, env: hermetic })).stdout;
}
