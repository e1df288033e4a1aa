import { randomUUID } from "node:crypto";
import { mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { bundleRefs } from "../../core/release/bundle-manifest.ts";
import type { ReleaseBundles } from "../../ports/release-bundles.ts";
import { outputFolder } from "../fs/output-folder.ts";
import { openGitRepo } from "./open-git-repo.ts";
import { gitIn, gitWords, type Git } from "./run-git.ts";

/** What is taken of a bundle, and where to; whatever else it carries stays in it. */
const taken = ["refs/tags/*:refs/tags/*", `${bundleRefs.log}:refs/heads/promptops/releases`, `${bundleRefs.evidence}:${bundleRefs.evidence}`];

/** @param cwd Absolute path that relative ones count from. @param root The repository's top; undefined where bundles are only read. */
export function releaseBundles(cwd: string, root: string | undefined): ReleaseBundles {
  return {
    async write(path, refs) {
      const file = resolve(cwd, path);
      // Beside its place, so that it gets there in one step.
      const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);
      try {
        await outputFolder(cwd, path);
        await gitIn(root ?? cwd).must(["bundle", "create", "--quiet", temporary, ...refs]);
        const handle = await open(temporary, "r+");
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(temporary, file);
        return (await stat(file)).size;
      } catch (error) {
        if (!(error instanceof Error && "syscall" in error)) throw error;
        throw new PromptopsError("cannot-write", `${path} cannot be written: ${error.message}.`, { where: path, cause: error });
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async open(path, allowedSigners) {
      const file = await existing(cwd, path);
      const signers = allowedSigners === undefined ? undefined : await existing(cwd, allowedSigners);
      const folder = await mkdtemp(join(tmpdir(), "promptops-bundle-"));
      const close = () => rm(folder, { recursive: true, force: true });
      try {
        const git = gitIn(folder);
        await git.must(["init", "--quiet", "--template=", "."]);
        await git.must(["config", "core.logAllRefUpdates", "false"]);
        if (signers !== undefined) await git.must(["config", "gpg.ssh.allowedSignersFile", signers]);
        await unpack(git, file, path);
        return { git: await openGitRepo(folder), close };
      } catch (error) {
        await close();
        throw error;
      }
    },
  };
}

async function existing(cwd: string, path: string): Promise<string> {
  const full = resolve(cwd, path);
  const there = await stat(full).catch(() => undefined);
  if (there?.isFile() !== true) throw new PromptopsError("no-such-file", `There is no file ${path}.`, { where: path });
  return full;
}

/** Git recomputes the id of every object from its bytes, and sees to it that none is missing. */
async function unpack(git: Git, file: string, path: string): Promise<void> {
  const heads = await git.run(["bundle", "list-heads", file]);
  if (heads.code !== 0) throw unreadable(path, heads.stderr);
  const options = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules"];
  const { code, stderr } = await git.run(["-c", "transfer.bundleURI=false", "fetch", ...options, "--end-of-options", file, ...taken]);
  if (code !== 0) throw unreadable(path, stderr);
}

function unreadable(path: string, stderr: string): PromptopsError {
  return new PromptopsError("bundle-unreadable", `${path} cannot be unpacked: ${gitWords(stderr)}.`, { where: path });
}
