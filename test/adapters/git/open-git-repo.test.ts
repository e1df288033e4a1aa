import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { openGitRepo } from "../../../src/adapters/git/open-git-repo.ts";
import { initGitRepo } from "../../../src/adapters/git/init-git-repo.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const author = { name: "Ada Author", email: "ada@example.com" };
const at = Date.UTC(2026, 10, 20, 9);
const log = "refs/heads/promptops/releases";

describe("opening", () => {
  test("finds the repository around a folder below its top", async () => {
    const { root: folder } = await repositoryWith({ "a/b/c.txt": "c" });
    const repo = await openGitRepo(join(folder, "a/b"));
    expect(repo.root).toBe(folder);
    expect(repo.privateFolder).toBe(join(folder, ".git/promptops"));
  });

  test("takes the nearest repository when one lies inside another", async () => {
    const { root: folder, git } = await repositoryWith({ "a.txt": "a" });
    await git("init", "--quiet", "inner");
    expect((await openGitRepo(join(folder, "inner"))).root).toBe(join(folder, "inner"));
  });

  test("shares its private folder between worktrees, whose .git is a file", async () => {
    const { root: folder, git } = await repositoryWith({ "a.txt": "a" });
    const other = join(tempFolder(), "Ünïcode work tree");
    await git("worktree", "add", "--quiet", "--detach", other);
    const repo = await openGitRepo(other);
    expect(repo.root).toBe(other);
    expect(repo.privateFolder).toBe(join(folder, ".git/promptops"));
    expect(await repo.head()).toBe(await git("rev-parse", "HEAD"));
  });

  test.each([
    ["a folder outside any repository", async () => tempFolder()],
    ["a repository's own folder", async () => join((await tempRepo()).root, ".git")],
  ])("says that %s is none to work in", async (_, folder) => {
    await expect(openGitRepo(await folder())).rejects.toMatchObject({ code: "not-a-repository", exit: "environment" });
  });

  test("says when there is no git, and when git is too old, as soon as one is needed and before anything is written", async () => {
    const { root: folder } = await tempRepo();
    const path = tempFolder();
    vi.stubEnv("PATH", path);
    try {
      await expect(openGitRepo(tempFolder())).rejects.toMatchObject({ code: "git-missing" });
      const needed = async () => (await openGitRepo(folder)).uncommitted([""]);
      await expect(needed()).rejects.toMatchObject({ code: "git-missing" });
      await expect((await openGitRepo(folder)).readFromEach(["HEAD"], "a.txt")).rejects.toMatchObject({ code: "git-missing" });
      writeFileSync(join(path, "git"), `#!/bin/sh\necho "$*" >> ${path}/asked\ncase "$*" in *version) echo git version 2.35.9;; *) exit 129;; esac\n`);
      chmodSync(join(path, "git"), 0o755);
      await expect(needed()).rejects.toMatchObject({ code: "git-too-old", message: expect.stringContaining("2.35.9") });
      await expect((await openGitRepo(folder)).updateRefs([{ ref: log, next: "1".repeat(40), expected: undefined }])).rejects.toMatchObject({
        code: "git-too-old",
      });
      expect(readFileSync(join(path, "asked"), "utf8")).not.toContain("update-ref");
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("asks about its folder, not about the command whose hook started it", async () => {
    const { root: folder } = await repositoryWith({ "a.txt": "a" });
    const { root: other } = await repositoryWith({ "b.txt": "b" });
    vi.stubEnv("GIT_DIR", join(other, ".git"));
    vi.stubEnv("GIT_INDEX_FILE", join(other, ".git/index"));
    vi.stubEnv("GIT_WORK_TREE", other);
    try {
      const repo = await openGitRepo(folder);
      expect(repo.root).toBe(folder);
      expect(await repo.uncommitted([""])).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("makes a new repository, and leaves one that is there as it is", async () => {
    const empty = tempFolder();
    expect((await initGitRepo(empty)).root).toBe(empty);
    const { root: folder, git } = await repositoryWith({ "a.txt": "a" });
    expect(await (await initGitRepo(folder)).head()).toBe(await git("rev-parse", "HEAD"));
  });
});

describe("revisions and identity", () => {
  test("has no head before the first commit, and the detached one after a checkout of a commit", async () => {
    const { root: folder, git, commit } = await tempRepo();
    const repo = await openGitRepo(folder);
    expect(await repo.head()).toBeUndefined();
    const first = await commit({ "a.txt": "1" });
    await commit({ "a.txt": "2" });
    await git("checkout", "--quiet", "--detach", first);
    expect(await repo.head()).toBe(first);
    expect(await repo.resolve("main~1")).toBe(first);
  });

  test.each(["--output=written", "-h", "", "no-such", "a b", "HEAD\n--all", "\0", "..", "🙂", "HEAD:a.txt", "x".repeat(5000)])(
    "a hostile revision names nothing: %j",
    async (revision) => {
      const { root: folder } = await repositoryWith({ "a.txt": "a" });
      const repo = await openGitRepo(folder);
      expect(await repo.resolve(revision)).toBeUndefined();
      expect(readdirSync(folder).sort()).toEqual([".git", "a.txt"]);
    },
  );

  test("knows who is working, or that git was never told", async () => {
    const { root: folder } = await tempRepo();
    const repo = await openGitRepo(folder);
    expect(await repo.identity()).toEqual(author);
    vi.stubEnv("GIT_COMMITTER_NAME", undefined);
    vi.stubEnv("GIT_COMMITTER_EMAIL", undefined);
    vi.stubEnv("EMAIL", undefined);
    try {
      expect(await repo.identity()).toBeUndefined();
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe("the work tree's state", () => {
  test("names every path that is not as committed, and nothing outside the folders asked for", async () => {
    const { root: folder, git, write } = await repositoryWith({ "p/a.yml": "1", "p/b.yml": "1", "p/ü ö.yml": "1", "q/c.yml": "1", ".promptops.yml": "1" });
    const repo = await openGitRepo(folder);
    expect(await repo.uncommitted(["p", ".promptops.yml"])).toEqual([]);
    await write({ "p/a.yml": "2", "p/new file.yml": "1", "p/ü ö.yml": "2", "q/c.yml": "2", ".promptops.yml": "2" });
    await git("rm", "--quiet", "p/b.yml");
    await git("add", "p/a.yml");
    expect(await repo.uncommitted(["p", ".promptops.yml"])).toEqual([".promptops.yml", "p/a.yml", "p/b.yml", "p/new file.yml", "p/ü ö.yml"]);
  });

  test("takes a folder's name word for word", async () => {
    const { root: folder, write } = await repositoryWith({ "p/a.yml": "1", "*/a.yml": "1" });
    await write({ "p/a.yml": "2", "*/a.yml": "2" });
    expect(await (await openGitRepo(folder)).uncommitted(["*"])).toEqual(["*/a.yml"]);
  });
});

describe("the files of a commit", () => {
  test("are what was committed, whatever lies in the work tree", async () => {
    const { root: folder, git, write } = await repositoryWith({ "a/1.txt": "one", "a/b/2.txt": "two", "a.txt": "three", "ünï côde.txt": "four", empty: "" });
    const source = (await openGitRepo(folder)).at(await git("rev-parse", "HEAD"));
    await write({ "a/1.txt": "changed", "a/new.txt": "new" });
    expect(await source.list("")).toEqual(["a.txt", "a/1.txt", "a/b/2.txt", "empty", "ünï côde.txt"]);
    expect(await source.list("a")).toEqual(["a/1.txt", "a/b/2.txt"]);
    expect(await source.list("a/b/")).toEqual(["a/b/2.txt"]);
    expect(await source.list("nowhere")).toEqual([]);
    expect(await source.list("a.txt")).toEqual([]);
    expect(text(await source.read("a/1.txt"))).toBe("one");
    expect(text(await source.read("empty"))).toBe("");
    expect(text(await source.read("ünï côde.txt"))).toBe("four");
    for (const path of ["a/new.txt", "a", "", "../a.txt", "/a.txt", "a.txt/b", "a\nb"]) expect(await source.read(path)).toBeUndefined();
  });

  test("leave symbolic links out, to files and to folders", async () => {
    const { root: folder, git, commit } = await repositoryWith({ "a/1.txt": "one" });
    symlinkSync("/etc/passwd", join(folder, "link.txt"));
    symlinkSync("a", join(folder, "folder"));
    await commit({});
    const source = (await openGitRepo(folder)).at(await git("rev-parse", "HEAD"));
    expect(await source.list("")).toEqual(["a/1.txt"]);
    expect(await source.read("link.txt")).toBeUndefined();
    expect(await source.read("folder/1.txt")).toBeUndefined();
  });

  test("come whole and in pieces, large ones too, with many readers at once", async () => {
    const big = "0123456789abcde\n".repeat(200_000);
    const { root: folder } = await repositoryWith({ big, ...Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`small/${at}`, `${at}`])) });
    const source = (await openGitRepo(folder)).at("HEAD");
    const reads = Array.from({ length: 50 }, async (_, at) => text(await source.read(`small/${at}`)));
    expect(text(await source.read("big"))).toBe(big);
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 50 }, (_, at) => `${at}`));
    let size = 0;
    for await (const piece of source.stream("big")) size += piece.length;
    expect(size).toBe(big.length);
    await expect(source.stream("nothing")[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("are not hidden by a replaced object", async () => {
    const { root: folder, git, write } = await repositoryWith({ "a.txt": "honest" });
    const honest = await git("rev-parse", "HEAD:a.txt");
    await write({ "b.txt": "other" });
    const other = await git("hash-object", "-w", "b.txt");
    await git("replace", honest, other);
    expect(text(await (await openGitRepo(folder)).at("HEAD").read("a.txt"))).toBe("honest");
  });

  test("can be read in a SHA-256 repository and in a shallow clone", async () => {
    const modern = await tempRepo("--object-format=sha256");
    await modern.commit({ "a/b.txt": "b" });
    expect(text(await (await openGitRepo(modern.root)).at("HEAD").read("a/b.txt"))).toBe("b");
    const { commit, clone } = await repositoryWith({ "a.txt": "1" });
    await commit({ "a.txt": "2" });
    const shallow = await openGitRepo((await clone("--depth=1", "--no-local")).root);
    expect(text(await shallow.at("HEAD").read("a.txt"))).toBe("2");
  });
});

describe("commits", () => {
  test("are listed newest first, for the paths asked, word for word", async () => {
    const { root: folder, git, commit } = await repositoryWith({ "a.txt": "1", "b.txt": "1" });
    const first = await git("rev-parse", "HEAD");
    const second = await commit({ "a.txt": "2" }, "Second: “quoted”, ünïcode");
    await commit({ "b.txt": "2" });
    const repo = await openGitRepo(folder);
    expect(await repo.commits("HEAD", ["a.txt"])).toMatchObject([
      { oid: second, parent: first, author, subject: "Second: “quoted”, ünïcode" },
      { oid: first, parent: undefined },
    ]);
    expect(await repo.commits("HEAD", [], 2)).toHaveLength(2);
    expect(await repo.commits("HEAD", ["*"])).toEqual([]);
    expect(await repo.readFromEach([second, first, first], "a.txt")).toEqual(["2", "1", "1"]);
    expect(await repo.readFromEach([first], "no.txt")).toEqual([undefined]);
    expect(await repo.isAncestor(first, second)).toBe(true);
    expect(await repo.isAncestor(second, first)).toBe(false);
  });

  test("tells who had a hand in each, whatever their names hold", async () => {
    const { root: folder, git, write, commit } = await repositoryWith({ "a.txt": "1" });
    await write({ "a.txt": "2" });
    const message =
      "Two\n\nWith Bob <bob@example.com>, in the text alone.\n\nCo-authored-by: Cleo\x1f<x <cleo@example.com>\nCO-AUTHORED-BY: Dora <Dora@example.com>";
    await git("commit", "--quiet", "--all", "--author", "E\x1f\x1ff <eve@example.com>", "--message", message);
    await commit({ "b.txt": "3" });
    const repo = await openGitRepo(folder);
    const [second, first] = await repo.makers("HEAD", ["a.txt"]);
    expect([second?.emails, first?.emails]).toEqual([["eve@example.com", author.email, "cleo@example.com", "Dora@example.com"], [author.email]]);
    expect([second?.oid, first?.oid]).toEqual((await repo.commits("HEAD", ["a.txt"])).map(({ oid }) => oid));
  });
});

describe("a branch that is never checked out", () => {
  const event = (parent: string | undefined, files: Record<string, string>, removed: string[] = []) => ({
    parent,
    files,
    removed,
    message: "Publish a@1.0.0.\n",
    author,
    at,
  });

  test("grows by compare-and-swap and leaves work tree, index and hooks alone", async () => {
    const { root: folder, git, write } = await repositoryWith({ "a.txt": "1" });
    for (const hook of ["reference-transaction", "post-commit", "pre-commit"]) {
      writeFileSync(join(folder, ".git/hooks", hook), "#!/bin/sh\ntouch hook-ran\nexit 1\n");
      chmodSync(join(folder, ".git/hooks", hook), 0o755);
    }
    await write({ "a.txt": "dirty", "staged.txt": "staged" });
    await git("add", "staged.txt");
    writeFileSync(join(folder, ".git/index.lock"), "");
    const before = await git("-c", "core.hooksPath=/dev/null", "status", "--porcelain");
    const repo = await openGitRepo(folder);
    const first = await repo.writeCommit(event(undefined, { "event.json": "1", "live/production/a.json": "{}" }));
    await repo.updateRefs([{ ref: log, next: first, expected: undefined }]);
    const second = await repo.writeCommit(event(first, { "event.json": "2", 'odd "name".json': "é" }, ["live/production/a.json"]));
    await repo.updateRefs([{ ref: log, next: second, expected: first }]);
    expect(await git("-c", "core.hooksPath=/dev/null", "status", "--porcelain")).toBe(before);
    expect(existsSync(join(folder, "hook-ran"))).toBe(false);
    expect(await repo.at(log).list("")).toEqual(["event.json", 'odd "name".json']);
    expect(await repo.readFromEach([second, first], "event.json")).toEqual(["2", "1"]);
    expect(await repo.commits(log, [])).toMatchObject([{ oid: second, parent: first, at, author, subject: "Publish a@1.0.0." }, { oid: first }]);
    expect(await repo.refs("refs/promptops/")).toEqual([]);
    expect(await git("fsck", "--no-dangling")).toBe("");
  });

  test("refuses when the tip is not the one the decision was made on", async () => {
    const { root: folder } = await repositoryWith({ "a.txt": "1" });
    const repo = await openGitRepo(folder);
    const first = await repo.writeCommit(event(undefined, { a: "1" }));
    const other = await repo.writeCommit(event(undefined, { a: "2" }));
    await repo.updateRefs([{ ref: log, next: first, expected: undefined }]);
    await expect(repo.updateRefs([{ ref: log, next: other, expected: undefined }])).rejects.toMatchObject({ code: "ref-moved" });
    await expect(
      repo.updateRefs([
        { ref: "refs/promptops/x", next: other, expected: undefined },
        { ref: log, next: other, expected: other },
      ]),
    ).rejects.toMatchObject({ code: "ref-moved" });
    expect(await repo.refs("refs/promptops/")).toEqual([]);
    expect(await repo.refs("refs/heads/promptops/")).toEqual([{ name: log, oid: first }]);
  });

  test("recovers from the lock of a git that was killed, and never takes one that may be alive", async () => {
    const { root: folder, git } = await repositoryWith({ "a.txt": "1" });
    const repo = await openGitRepo(folder);
    const first = await repo.writeCommit(event(undefined, { a: "1" }));
    const lock = join(folder, ".git", `${log}.lock`);
    mkdirSync(join(lock, ".."), { recursive: true });
    writeFileSync(lock, "");
    await expect(repo.updateRefs([{ ref: log, next: first, expected: undefined }])).rejects.toMatchObject({ code: "ref-locked" });
    utimesSync(lock, new Date(0), new Date(0));
    await repo.updateRefs([{ ref: log, next: first, expected: undefined }]);
    expect(await repo.resolve(log)).toBe(first);
    const foreign = join(folder, ".git/refs/heads/main.lock");
    writeFileSync(foreign, "");
    utimesSync(foreign, new Date(0), new Date(0));
    await expect(repo.updateRefs([{ ref: "refs/heads/main", next: first, expected: await git("rev-parse", "main") }])).rejects.toMatchObject({
      code: "ref-locked",
    });
    expect(existsSync(foreign)).toBe(true);
  });

  test("is written without a ref, also while another git holds the lock of all of them", async () => {
    const { root: folder, git } = await repositoryWith({ "a.txt": "1" });
    await git("pack-refs", "--all");
    writeFileSync(join(folder, ".git/packed-refs.lock"), "");
    const repo = await openGitRepo(folder);
    const commit = await repo.writeCommit(event(undefined, { a: "1" }));
    expect(await repo.readFromEach([commit], "a")).toEqual(["1"]);
    expect((await repo.refs("refs/")).map(({ name }) => name)).toEqual(["refs/heads/main"]);
  });

  test("can be written in a SHA-256 repository", async () => {
    const repo = await openGitRepo((await tempRepo("--object-format=sha256")).root);
    const first = await repo.writeCommit(event(undefined, { a: "1" }));
    await repo.updateRefs([{ ref: log, next: first, expected: undefined }]);
    expect(await repo.resolve(log)).toBe(first);
    expect(first).toHaveLength(64);
  });
});

async function repositoryWith(files: Readonly<Record<string, string>>): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit(files);
  return repo;
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}
