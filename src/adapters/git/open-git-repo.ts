import { join, resolve } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CommitEntry, GitRepo } from "../../ports/git-repo.ts";
import { bringHere, promisorOf } from "./bring-here.ts";
import { commitMakers } from "./commit-makers.ts";
import { commitSignatures } from "./commit-signatures.ts";
import { compact } from "./compact.ts";
import { changesAlong } from "./history.ts";
import { commitSource } from "./commit-source.ts";
import { fsyncAll } from "./durable.ts";
import { filesChanged } from "./files-changed.ts";
import { objectReader } from "./object-reader.ts";
import { parseTag } from "./parse-tag.ts";
import { plainRepository } from "./plain-repository.ts";
import { readStatus } from "./read-status.ts";
import { headInFiles, noneInFiles, refInFiles } from "./ref-files.ts";
import { forgetPast, listRefs, updateRefs, writeCommit } from "./refs.ts";
import { fetchRefs, pushAtomically, remoteLook, remoteRefs, remoteUrl } from "./remote.ts";
import { gitIn, gitWords, type Git } from "./run-git.ts";
import { tagSignature } from "./tag-signature.ts";
import { createTag } from "./tags.ts";
import { changedFiles, entriesOf } from "./trees.ts";

/** `core.fsync` came with 2.36: without it a record could be lost after it was said to be written. */
const minimum = { major: 2, minor: 36 };
/** Git takes an age of 32 bits, of a larger one what it likes: until 2106. */
const latestSecond = 2 ** 32 - 1;
/** Longer words are no revision, and would not fit on a command line for ever. */
const longestRevision = 1000;

/**
 * The repository around a folder. A git that is missing or too old is found out when it is needed, which may be later.
 * @throws PromptopsError `git-missing`, `git-too-old`, `not-a-repository`, `unsafe-repository`.
 */
export async function openGitRepo(cwd: string): Promise<GitRepo> {
  const plain = plainRepository(resolve(cwd));
  const { root, commonFolder } = plain ?? (await findRepository(gitIn(resolve(cwd))));
  const git = plain === undefined ? gitIn(root) : newEnough(gitIn(root));
  const read = objectReader(root);
  let known: Promise<string | undefined> | undefined;
  const promisor = () => (known ??= promisorOf(git));
  const commitOf = async (revision: string) => {
    if (revision === "" || revision.length > longestRevision || /[\0-\x1f]/.test(revision)) return undefined;
    const { code, stdout } = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
    return code === 0 ? stdout.trim() : undefined;
  };

  return {
    root,
    privateFolder: join(commonFolder, "promptops"),
    async head() {
      const found = plain === undefined ? "ask" : headInFiles(commonFolder);
      return found === "ask" ? commitOf("HEAD") : found;
    },
    resolve: commitOf,
    async identity() {
      // Without `useConfigOnly` git makes an address up from the host's name.
      const { code, stdout } = await git.run(["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"]);
      const [, name, email] = /^(.*) <(.*)> \d+ [+-]\d{4}$/.exec(stdout.trim()) ?? [];
      return code === 0 && name !== undefined && email !== undefined ? { name, email } : undefined;
    },
    async uncommitted(folders) {
      return readStatus(
        await git.must([
          "status",
          "--porcelain=v1",
          "-z",
          "--no-renames",
          "--untracked-files=all",
          "--ignore-submodules=none",
          "--",
          ...folders.map((folder) => folder || "."),
        ]),
      );
    },
    entries: (commit, folder) => entriesOf(read, commit, folder),
    changedFiles: (from, to) => changedFiles(git, from, to),
    filesChanged: (range, most) => filesChanged(git, range, most, promisor),
    changesAlong: (tip) => changesAlong(root, tip),
    at: (commit, description) => commitSource(root, read, commit, description),
    commits: (revision, paths, limit) => commitsOf(git, revision, paths, limit),
    makers: (revision, paths) => commitMakers(git, revision, paths),
    async firstUntil(commit, at) {
      if (at < 0) return undefined;
      const seconds = Math.min(Math.floor(at / 1000), latestSecond);
      const out = await git.must(["rev-list", "--first-parent", "--max-count=1", `--min-age=${seconds}`, "--end-of-options", commit]);
      return out.trim() || undefined;
    },
    readFromEach: (commits, path) => Promise.all(commits.map(async (commit) => (await read(`${commit}:${path}`))?.bytes.toString("utf8"))),
    async bringHere(commit, folders) {
      const remote = await promisor();
      if (remote !== undefined) await bringHere(git, remote, commit, folders);
    },
    isShallow: async () => (await git.must(["rev-parse", "--is-shallow-repository"])).trim() === "true",
    isAncestor: async (ancestor, descendant) => (await git.run(["merge-base", "--is-ancestor", "--end-of-options", ancestor, descendant])).code === 0,
    async mergeBase(a, b) {
      const { code, stdout } = await git.run(["merge-base", "--end-of-options", a, b]);
      return code === 0 ? stdout.trim().split("\n")[0] : undefined;
    },
    refs: async (pattern) => (plain !== undefined && noneInFiles(commonFolder, pattern) ? [] : listRefs(git, pattern)),
    async ref(name) {
      const found = plain === undefined ? "ask" : refInFiles(commonFolder, name);
      return found === "ask" ? (await listRefs(git, name)).find((each) => each.name === name)?.oid : found;
    },
    async symbolicRef(name) {
      const { code, stdout } = await git.run(["symbolic-ref", "--quiet", "--end-of-options", name]);
      return code === 0 ? stdout.trim() : undefined;
    },
    async pointAt(name, target) {
      await git.must(["symbolic-ref", "-m", "promptops", "--end-of-options", name, target]);
    },
    readTags: (names) => Promise.all(names.map(async (name) => parseTag(await read(`refs/tags/${name}`)))),
    createTag: (tag) => createTag(git, tag),
    verifySignature: (oid) => tagSignature(git, oid),
    commitSignatures: (commits) => commitSignatures(git, read, commits),
    writeCommit: (commit) => writeCommit(git, commit),
    compact: () => compact(git, commonFolder),
    forgetPast: (refs) => forgetPast(git, refs),
    updateRefs: (changes) => updateRefs(git, commonFolder, changes),
    remoteUrl: (remote) => remoteUrl(git, remote),
    fetch: (remote, refs, depth, gone) => fetchRefs(git, remote, refs, depth, gone),
    remoteRefs: (remote, patterns) => remoteRefs(git, remote, patterns),
    remoteLook: (remote, patterns) => remoteLook(git, remote, patterns),
    pushAtomically: (remote, refs) => pushAtomically(git, remote, refs),
  };
}

async function findRepository(git: Git): Promise<{ root: string; commonFolder: string }> {
  const [version, found] = await Promise.all([git.must(["version"]), git.run(["rev-parse", "--path-format=absolute", "--show-toplevel", "--git-common-dir"])]);
  checkVersion(version);
  const [root, commonFolder, end] = found.stdout.split("\n");
  if (found.code === 0 && root !== undefined && commonFolder !== undefined && end === "") return { root, commonFolder };
  if (/dubious ownership/.test(found.stderr))
    throw new PromptopsError("unsafe-repository", `Git does not trust the repository around ${git.folder}.`, { where: git.folder });
  if (/must be run in a work tree/.test(found.stderr))
    throw new PromptopsError("not-a-repository", `${git.folder} is inside a repository's own folder, or a bare repository: there is no work tree.`, {
      where: git.folder,
    });
  if (/not a git repository/i.test(found.stderr))
    throw new PromptopsError("not-a-repository", `${git.folder} is not in a git repository.`, { where: git.folder });
  throw new PromptopsError("not-a-repository", `The repository around ${git.folder} cannot be opened: ${gitWords(found.stderr)}.`, { where: git.folder });
}

/** The version is asked before the first command that writes for good, and when one fails: an old git may not know what it was asked. */
function newEnough(git: Git): Git {
  let known: Promise<void> | undefined;
  const check = () => (known ??= git.must(["version"]).then(checkVersion));
  const beforeWriting = async (args: readonly string[]) => {
    if (args.includes(fsyncAll)) await check();
  };
  return {
    folder: git.folder,
    async run(args, options) {
      await beforeWriting(args);
      return git.run(args, options);
    },
    async must(args, options) {
      await beforeWriting(args);
      try {
        return await git.must(args, options);
      } catch (error) {
        await check();
        throw error;
      }
    },
  };
}

function checkVersion(text: string): void {
  const [, major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).map(Number);
  if (major > minimum.major || (major === minimum.major && minor >= minimum.minor)) return;
  throw new PromptopsError("git-too-old", `This is ${text.trim()}; promptops needs git ${minimum.major}.${minimum.minor} or newer.`);
}

async function commitsOf(git: Git, revision: string, paths: readonly string[], limit?: number): Promise<CommitEntry[]> {
  const format = "--format=%H%x1f%P%x1f%ct%x1f%an%x1f%ae%x1f%s";
  const out = await git.must([
    "log",
    "-z",
    "--no-show-signature",
    "--no-color",
    format,
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    "--end-of-options",
    revision,
    "--",
    ...paths,
  ]);
  return out
    .split("\0")
    .filter(Boolean)
    .map((entry) => {
      const [oid = "", parents = "", at = "", name = "", email = "", ...subject] = entry.split("\x1f");
      return { oid, parent: parents.split(" ")[0] || undefined, at: Number(at) * 1000, author: { name, email }, subject: subject.join("\x1f") };
    });
}
