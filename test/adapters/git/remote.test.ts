import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openGitRepo } from "../../../src/adapters/git/open-git-repo.ts";
import { withoutCredentials } from "../../../src/adapters/git/without-credentials.ts";
import type { GitRepo } from "../../../src/ports/git-repo.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const log = "refs/heads/promptops/releases";
const author = { name: "Ada Author", email: "ada@example.com" };
const at = Date.UTC(2026, 10, 20, 9);

interface Shared {
  readonly temp: TempRepo;
  readonly repo: GitRepo;
  readonly bare: string;
  readonly commit: string;
}

async function shared(): Promise<Shared> {
  const temp = await tempRepo();
  const commit = await temp.commit({ "a.txt": "a" });
  const bare = await temp.addRemote();
  await temp.git("push", "--quiet", "origin", "main");
  return { temp, repo: await openGitRepo(temp.root), bare, commit };
}

async function entry(repo: GitRepo, parent: string | undefined, text: string): Promise<string> {
  return repo.writeCommit({ parent, files: { "event.json": text }, message: text, author, at });
}

afterEach(() => vi.unstubAllEnvs());

describe("pushing", () => {
  test("takes a tag and the log up together, without the user's hooks", async () => {
    const { temp, repo, commit, bare } = await shared();
    const hook = join(temp.root, ".git/hooks/pre-push");
    writeFileSync(hook, "#!/bin/sh\ntouch hook-ran\nexit 1\n");
    chmodSync(hook, 0o755);
    const tag = await repo.createTag({ name: "a@1.0.0", commit, message: "m\n", at });
    const first = await entry(repo, undefined, "1");
    expect(
      await repo.pushAtomically("origin", [
        { ref: "refs/tags/a@1.0.0", oid: tag },
        { ref: log, oid: first },
      ]),
    ).toBe("pushed");
    expect(await repo.remoteRefs("origin", ["refs/tags/*", log])).toEqual(
      new Map([
        ["refs/tags/a@1.0.0", tag],
        [log, first],
      ]),
    );
    expect(existsSync(join(temp.root, "hook-ran"))).toBe(false);
    // The same again is no race: an answer may have been lost.
    expect(
      await repo.pushAtomically("origin", [
        { ref: "refs/tags/a@1.0.0", oid: tag },
        { ref: log, oid: first },
      ]),
    ).toBe("pushed");
    expect(await temp.git("-C", bare, "fsck", "--no-dangling")).toBe("");
  });

  test("of a log that another clone moved on is rejected, and the tag with it", async () => {
    const { temp, repo, commit } = await shared();
    const first = await entry(repo, undefined, "1");
    await repo.pushAtomically("origin", [{ ref: log, oid: first }]);
    const other = await openGitRepo((await temp.clone()).root);
    await other.fetch("origin", [log]);
    await other.pushAtomically("origin", [{ ref: log, oid: await entry(other, first, "theirs") }]);
    const tag = await repo.createTag({ name: "a@1.0.0", commit, message: "m\n", at });
    expect(
      await repo.pushAtomically("origin", [
        { ref: "refs/tags/a@1.0.0", oid: tag },
        { ref: log, oid: await entry(repo, first, "ours") },
      ]),
    ).toBe("rejected");
    expect(await repo.remoteRefs("origin", ["refs/tags/*"])).toEqual(new Map());
  });

  test("never moves a tag that the remote has", async () => {
    const { temp, repo, commit } = await shared();
    const other = await openGitRepo((await temp.clone()).root);
    const theirs = await other.createTag({ name: "a@1.0.0", commit, message: "theirs\n", at });
    await other.pushAtomically("origin", [{ ref: "refs/tags/a@1.0.0", oid: theirs }]);
    const ours = await repo.createTag({ name: "a@1.0.0", commit, message: "ours\n", at });
    const first = await entry(repo, undefined, "1");
    expect(
      await repo.pushAtomically("origin", [
        { ref: "refs/tags/a@1.0.0", oid: ours },
        { ref: log, oid: first },
      ]),
    ).toBe("rejected");
    expect(await repo.remoteRefs("origin", ["refs/tags/*", log])).toEqual(new Map([["refs/tags/a@1.0.0", theirs]]));
  });

  test("that the remote's own rules refuse says so in the remote's words", async () => {
    const { repo, bare } = await shared();
    writeFileSync(join(bare, "hooks/pre-receive"), "#!/bin/sh\necho 'Changes must be made through a pull request' >&2\nexit 1\n");
    chmodSync(join(bare, "hooks/pre-receive"), 0o755);
    const first = await entry(repo, undefined, "1");
    await expect(repo.pushAtomically("origin", [{ ref: log, oid: first }])).rejects.toMatchObject({
      code: "remote-refused",
      exit: "environment",
      message: expect.stringContaining("pull request"),
      hint: expect.stringContaining(`\`${log.replace("refs/heads/", "")}\``),
    });
    const ledger = "refs/heads/promptops/ledger";
    await expect(repo.pushAtomically("origin", [{ ref: ledger, oid: first }])).rejects.toMatchObject({
      message: expect.stringContaining("the push of promptops/ledger"),
      hint: "These are the remote's words: it may protect `promptops/ledger` from you. Nothing was left half-done.",
    });
  });

  test("to a remote that is gone says so", async () => {
    const { repo, bare } = await shared();
    rmSync(bare, { recursive: true });
    await expect(repo.pushAtomically("origin", [{ ref: log, oid: await entry(repo, undefined, "1") }])).rejects.toMatchObject({
      code: "remote-unreachable",
      exit: "environment",
    });
    await expect(repo.fetch("origin", [log])).rejects.toMatchObject({ code: "remote-unreachable" });
    await expect(repo.remoteRefs("origin", [log])).rejects.toMatchObject({ code: "remote-unreachable" });
  });
});

describe("a remote", () => {
  test("is asked for the kinds of refs that are wanted, and tells of no other", async () => {
    const { temp, repo, commit, bare } = await shared();
    for (const ref of [log, "refs/heads/other", "refs/tags/a@1.0.0", "refs/notes/releases", "refs/pull/1/head"])
      await temp.git("-C", bare, "update-ref", ref, commit);
    const trace = join(temp.root, ".git/packets");
    vi.stubEnv("GIT_TRACE_PACKET", trace);
    const asked = async (...patterns: string[]) => {
      rmSync(trace, { force: true });
      const told = [...(await repo.remoteRefs("origin", patterns)).keys()];
      return { told, of: new Set([...readFileSync(trace, "utf8").matchAll(/ls-remote> ref-prefix (\S+)/g)].map(([, prefix]) => prefix)) };
    };
    expect(await asked(log)).toEqual({ told: [log], of: new Set(["refs/heads/"]) });
    expect(await asked("refs/tags/a@*")).toEqual({ told: ["refs/tags/a@1.0.0"], of: new Set(["refs/tags/"]) });
    expect(await asked(log, "refs/tags/a@*")).toEqual({ told: [log, "refs/tags/a@1.0.0"], of: new Set(["refs/heads/", "refs/tags/"]) });
    expect(await asked(log, "refs/notes/*")).toEqual({ told: [log, "refs/notes/releases"], of: new Set() });
  });

  test("tells its base branch and its refs in one answer", async () => {
    const { temp, repo, commit, bare } = await shared();
    const tag = await repo.createTag({ name: "a@1.0.0", commit, message: "m\n", at });
    await repo.pushAtomically("origin", [{ ref: "refs/tags/a@1.0.0", oid: tag }]);
    for (const ref of [log, "refs/remotes/origin/HEAD"]) await temp.git("-C", bare, "update-ref", ref, commit);
    const refs = new Map([
      [log, commit],
      ["refs/tags/a@1.0.0", tag],
    ]);
    expect(await repo.remoteLook("origin", [log, "refs/tags/a@*"])).toEqual({ head: { branch: "main", oid: commit }, refs });
    await temp.git("-C", bare, "symbolic-ref", "HEAD", "refs/heads/nowhere");
    expect(await repo.remoteLook("origin", [log, "refs/tags/a@*"])).toEqual({ head: undefined, refs });
    expect(await repo.remoteLook("origin", [])).toEqual({ head: undefined, refs: new Map() });
    await temp.git("remote", "set-url", "origin", "/no/such/remote");
    await expect(repo.remoteLook("origin", [])).rejects.toMatchObject({ code: "remote-unreachable" });
  });
});

describe("fetching", () => {
  test("skips what the remote does not have, and takes only what was asked for", async () => {
    const { temp, repo, commit } = await shared();
    const clone = await temp.clone();
    const other = await openGitRepo(clone.root);
    expect(await other.fetch("origin", [log, "refs/tags/a@*"])).toEqual([]);
    expect(await other.refs("refs/remotes/origin/promptops/")).toEqual([]);
    const tags = await Promise.all(
      ["a@1.0.0", "b@1.0.0"].map(async (name) => ({ ref: `refs/tags/${name}`, oid: await repo.createTag({ name, commit, message: "m\n", at }) })),
    );
    const first = await entry(repo, undefined, "1");
    await repo.pushAtomically("origin", [...tags, { ref: log, oid: first }]);
    expect(await other.fetch("origin", [log, "refs/tags/a@*"])).toEqual([]);
    expect(await other.refs("refs/remotes/origin/promptops/")).toEqual([{ name: "refs/remotes/origin/promptops/releases", oid: first }]);
    expect((await other.refs("refs/tags/")).map(({ name }) => name)).toEqual(["refs/tags/a@1.0.0"]);
    expect(existsSync(join(clone.root, ".git/FETCH_HEAD"))).toBe(false);
  });

  test("never moves a tag that is here, and names it; the rest comes all the same", async () => {
    const { temp, repo, commit } = await shared();
    const other = await openGitRepo((await temp.clone()).root);
    const theirs = await repo.createTag({ name: "a@1.0.0", commit, message: "theirs\n", at });
    const first = await entry(repo, undefined, "1");
    await repo.pushAtomically("origin", [
      { ref: "refs/tags/a@1.0.0", oid: theirs },
      { ref: log, oid: first },
    ]);
    const ours = await other.createTag({ name: "a@1.0.0", commit, message: "ours\n", at });
    expect(await other.fetch("origin", [log, "refs/tags/a@*"])).toEqual(["a@1.0.0"]);
    expect(await other.refs("refs/tags/")).toEqual([{ name: "refs/tags/a@1.0.0", oid: ours }]);
    expect(await other.refs("refs/remotes/origin/promptops/")).toHaveLength(1);
  });

  test("names a moved tag of an id with segments too, when all tags are asked for", async () => {
    const { temp, repo, commit } = await shared();
    const other = await openGitRepo((await temp.clone()).root);
    const theirs = await repo.createTag({ name: "team/a@1.0.0", commit, message: "theirs\n", at });
    await repo.pushAtomically("origin", [{ ref: "refs/tags/team/a@1.0.0", oid: theirs }]);
    await other.createTag({ name: "team/a@1.0.0", commit, message: "ours\n", at });
    expect(await other.fetch("origin", ["refs/tags/*"])).toEqual(["team/a@1.0.0"]);
  });

  test("from a forge that does not know the user is an authentication error, without the password", async () => {
    const { temp, repo } = await shared();
    const server = createServer((_, response) => response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await temp.git("remote", "add", "forge", `http://ada:hunter2hunter2@127.0.0.1:${port}/x.git`);
      expect(await repo.remoteUrl("forge")).toBe(`http://127.0.0.1:${port}/x.git`);
      const error = await repo.fetch("forge", [log]).catch((thrown: unknown) => thrown as Error & { code: string; exit: string });
      expect(error).toMatchObject({ code: "remote-authentication", exit: "authentication" });
      expect(JSON.stringify([(error as Error).message, error])).not.toContain("hunter2");
    } finally {
      server.close();
    }
  });

  test("refuses transports that run a program", async () => {
    const { temp, repo } = await shared();
    await temp.git("remote", "add", "evil", "ext::sh -c 'touch pwned'");
    await expect(repo.fetch("evil", [log])).rejects.toMatchObject({ code: "remote-unreachable" });
    expect(existsSync(join(temp.root, "pwned"))).toBe(false);
  });
});

test("a remote is known by its name, or not at all", async () => {
  const { repo, bare } = await shared();
  expect(await repo.remoteUrl("origin")).toBe(bare);
  for (const name of ["upstream", "--all", "", "../x"]) expect(await repo.remoteUrl(name)).toBeUndefined();
});

test.each([
  ["https://ada:secret@host/x.git", "https://host/x.git"],
  ["fatal: unable to access 'https://token@host:8443/x/': 403", "fatal: unable to access 'https://host:8443/x/': 403"],
  ["git@host:x.git", "git@host:x.git"],
  ["ssh://git:p%40ss@host/x and https://a:b@c/d", "ssh://host/x and https://c/d"],
])("credentials are never shown: %s", (text, shown) => {
  expect(withoutCredentials(text)).toBe(shown);
});
