import { appendFileSync, chownSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { geteuid } from "node:process";
import { describe, expect, test, vi } from "vitest";
import { openGitRepo } from "../../../src/adapters/git/open-git-repo.ts";
import { plainRepository } from "../../../src/adapters/git/plain-repository.ts";
import { headInFiles, refInFiles } from "../../../src/adapters/git/ref-files.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const branch = "refs/heads/promptops/ledger";

async function repositoryWith(prepare: (repo: TempRepo) => unknown): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit({ "a/b.txt": "b" });
  await repo.git("update-ref", branch, "HEAD");
  await prepare(repo);
  return repo;
}

describe("a plain repository's files say what git says", () => {
  test.each<[string, (repo: TempRepo) => unknown]>([
    ["of refs that are files", () => undefined],
    ["of packed refs", ({ git }) => git("pack-refs", "--all")],
    [
      "of a packed ref that has moved on",
      async ({ git, commit }) => {
        await git("pack-refs", "--all");
        await commit({ "c.txt": "c" });
        await git("update-ref", branch, "HEAD");
      },
    ],
    ["of refs that are gone", async ({ git }) => (await git("pack-refs", "--all"), git("update-ref", "-d", branch))],
    ["of a commit without a branch", ({ git }) => git("checkout", "--quiet", "--detach")],
    ["of a branch whose name is not of our letters", ({ git }) => git("checkout", "--quiet", "-b", "zweig/ünï")],
    ["of a branch without commits", ({ git }) => git("checkout", "--quiet", "--orphan", "other")],
  ])("%s", async (_, prepare) => {
    const { root, git } = await repositoryWith(prepare);
    expect(plainRepository(join(root, "a"))).toEqual({ root, commonFolder: join(root, ".git") });
    const repo = await openGitRepo(join(root, "a"));
    const said = async (revision: string) => git("rev-parse", "--verify", "--quiet", revision).catch(() => undefined);
    expect(await repo.head()).toBe(await said("HEAD"));
    for (const ref of [branch, "refs/heads/main", "refs/heads/promptops", "refs/tags/none"]) expect(await repo.ref(ref), ref).toBe(await said(ref));
    for (const pattern of ["refs/tags/", "refs/heads/promptops/", "refs/remotes/*/promptops/ledger", "refs/heads/promptops/l*"]) {
      const listed = (await repo.refs(pattern)).map(({ name }) => name).join("\n");
      expect(listed, pattern).toBe(await git("for-each-ref", "--format=%(refname)", pattern));
    }
  });

  test("and what they do not say is asked of git", async () => {
    const { root, git } = await repositoryWith(({ git: run }) => run("symbolic-ref", "refs/heads/other", "refs/heads/main"));
    const folder = join(root, ".git");
    expect(refInFiles(folder, "refs/heads/other")).toBe("ask");
    expect(refInFiles(folder, "refs/heads/../../HEAD")).toBe("ask");
    expect(await (await openGitRepo(root)).ref("refs/heads/other")).toBe(await git("rev-parse", "main"));
    writeFileSync(join(folder, branch), "");
    expect(refInFiles(folder, branch)).toBe("ask");
    writeFileSync(join(folder, "HEAD"), "");
    expect(headInFiles(folder)).toBe("ask");
  });
});

describe("what is not plain is git's to say:", () => {
  const setting = (text: string) => (repo: TempRepo) => appendFileSync(join(repo.root, ".git/config"), text);
  test.each<[string, (repo: TempRepo) => unknown]>([
    ["a work tree elsewhere", setting("[core]\n\tworktree = /elsewhere\n")],
    ["one without a work tree", setting("[core]\n\tbare = true\n")],
    ["one that says so in its own way", setting("[core]\n\tbare\n")],
    ["refs in another form", setting("[extensions]\n\trefStorage = reftable\n")],
    ["a later format", setting("[core]\n\trepositoryformatversion = 1\n")],
    ["no settings", ({ root }) => renameSync(join(root, ".git/config"), join(root, ".git/gone"))],
    ["a folder that is no repository's", ({ root }) => renameSync(join(root, ".git/HEAD"), join(root, ".git/gone"))],
    ["a link", ({ root }) => (renameSync(join(root, ".git"), join(root, "git")), symlinkSync(join(root, "git"), join(root, ".git")))],
    ["a part of another one", ({ root }) => writeFileSync(join(root, ".git/commondir"), "../other\n")],
  ])("%s", async (_, prepare) => {
    expect(plainRepository((await repositoryWith(prepare)).root)).toBeUndefined();
  });

  test("git's own folder, a bare repository, none at all, another form of ids", async () => {
    const { root, git } = await repositoryWith(() => undefined);
    await git("init", "--quiet", "--bare", "bare.git");
    const sha256 = await tempRepo("--object-format=sha256");
    for (const folder of [join(root, ".git"), join(root, ".git/refs"), join(root, "bare.git"), tempFolder(), join(root, "none"), sha256.root])
      expect(plainRepository(folder), folder).toBeUndefined();
  });

  test("another work tree of it", async () => {
    const { git } = await repositoryWith(() => undefined);
    const other = join(tempFolder(), "other");
    await git("worktree", "add", "--quiet", "--detach", other);
    expect(plainRepository(other)).toBeUndefined();
  });

  test("whatever a variable changes", async () => {
    const { root } = await repositoryWith(() => undefined);
    vi.stubEnv("GIT_CEILING_DIRECTORIES", root);
    try {
      expect(plainRepository(root)).toBeUndefined();
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test.runIf(geteuid?.() === 0)("somebody else's", async () => {
    const { root } = await repositoryWith(() => undefined);
    chownSync(join(root, ".git"), 12_345, 12_345);
    expect(plainRepository(root)).toBeUndefined();
  });

  test("the nearest, whatever lies around it", async () => {
    const { root } = await repositoryWith(() => undefined);
    mkdirSync(join(root, "inner"));
    writeFileSync(join(root, "inner/.git"), "gitdir: elsewhere\n");
    expect(plainRepository(join(root, "inner"))).toBeUndefined();
  });
});
