import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { NewCommit, RefChange } from "../../ports/git-repo.ts";
import { durable } from "./durable.ts";
import { fastImportStream } from "./fast-import-stream.ts";
import { signedCommit } from "./sign-commit.ts";
import { gitFailed, type Git } from "./run-git.ts";

/** Refs only promptops writes: a lock on one of these that is this old belongs to a git that was killed. */
const ours = /^refs\/(?:heads\/promptops|promptops)\//;
const staleMs = 10_000;
/** To forget a ref that is not there, git wants locks: it does not matter that somebody else holds them. */
const unlocked = ["-c", "core.packedRefsTimeout=0", "-c", "core.filesRefLockTimeout=0"];
/** Rewriting the file of all packed refs, which every git does under a lock, takes no more than seconds. */
const abandonedMs = 60_000;

export async function listRefs(git: Git, pattern: string): Promise<{ name: string; oid: string }[]> {
  const out = await git.must(["for-each-ref", "--format=%(objectname) %(refname)", pattern]);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => ({ oid: line.slice(0, line.indexOf(" ")), name: line.slice(line.indexOf(" ") + 1) }));
}

/** A commit on no branch yet. */
export async function writeCommit(git: Git, commit: NewCommit): Promise<string> {
  const tree = commit.filesOf === undefined ? undefined : (await git.must(["rev-parse", "--verify", "--end-of-options", `${commit.filesOf}^{tree}`])).trim();
  const noId = "0".repeat((commit.parent ?? tree)?.length ?? (await idLength(git)));
  const ref = `refs/promptops/new/${randomUUID()}`;
  const input = fastImportStream(commit, { ref, noId, tree });
  const oid = (await git.must([...durable, ...unlocked, "fast-import", "--quiet", "--done"], { input })).trim();
  return commit.signed === true ? signedCommit(git, oid, commit) : oid;
}

async function idLength(git: Git): Promise<number> {
  return (await git.must(["rev-parse", "--show-object-format"])).trim() === "sha256" ? 64 : 40;
}

/** The entries of their reflogs. */
export async function forgetPast(git: Git, refs: readonly string[]): Promise<void> {
  const there = (await Promise.all(refs.map((ref) => git.run(["reflog", "exists", ref])))).map(({ code }) => code === 0);
  const logged = refs.filter((_, at) => there[at]);
  if (logged.length > 0) await git.must(["reflog", "expire", "--expire=all", ...logged]);
}

/** @param commonFolder Git's common folder, where the locks of refs lie. */
export async function updateRefs(git: Git, commonFolder: string, changes: readonly RefChange[]): Promise<void> {
  const args = [...durable, "update-ref", "--create-reflog", "-m", "promptops", "--stdin", "-z"];
  const input = changes.map(command).join("");
  let { code, stderr } = await git.run(args, { input });
  if (code !== 0 && (await removeStaleLocks(commonFolder, changes))) ({ code, stderr } = await git.run(args, { input }));
  if (code === 0) return;
  for (const { ref, expected } of changes) {
    const { stdout } = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", ref]);
    if (stdout.trim() !== (expected ?? "")) throw new PromptopsError("ref-moved", `${ref} was moved by somebody else.`, { where: ref });
  }
  if (/\.lock': File exists/.test(stderr))
    throw new PromptopsError("ref-locked", `Another git process holds a lock on ${changes.map(({ ref }) => ref).join(", ")}.`);
  throw gitFailed(["update-ref"], stderr);
}

function command({ ref, next, expected }: RefChange): string {
  if (next === undefined) return `delete ${ref}\0${expected ?? ""}\0`;
  return expected === undefined ? `create ${ref}\0${next}\0` : `update ${ref}\0${next}\0${expected}\0`;
}

/** True when at least one was there. */
async function removeStaleLocks(commonFolder: string, changes: readonly RefChange[]): Promise<boolean> {
  const locks = [
    ...changes.filter((change) => ours.test(change.ref)).map(({ ref }) => ({ file: join(commonFolder, `${ref}.lock`), staleMs })),
    { file: join(commonFolder, "packed-refs.lock"), staleMs: abandonedMs },
  ];
  let removed = false;
  for (const { file, staleMs: patience } of locks) {
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age < patience) continue;
    await rm(file, { force: true });
    removed = true;
  }
  return removed;
}
